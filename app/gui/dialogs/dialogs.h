// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

class QWidget;

namespace corespan::gui {

struct FileQuestion
{
    enum class Kind { OpenOne, OpenMany, Save, Folder } kind = Kind::OpenOne;
    QString title;
    QString filter;    ///< "Projects (*.corespan);;All files (*)"
    QString suffix;    ///< added to a saved name without one; empty: none
    QString suggested; ///< folder or file to start from
};

struct NewProjectQuestion
{
    QString suggested;                ///< file to start from
    std::optional<Alphabet> alphabet; ///< what the sequences at hand look like; absent: the user has to choose
};

struct NewProjectAnswer
{
    QString path; ///< absolute; nothing is there yet
    Alphabet alphabet = Alphabet::Protein;
};

struct Question
{
    QString title;
    QString text;
    QString details;    ///< folded away until asked for; empty: none
    QString accept;     ///< words of the button that goes on; empty: a message with OK alone
    bool grave = false; ///< shown with a warning sign
};

/// Every window that asks something goes through here, so that tests answer without one. Nothing blocks: the answer
/// comes to the callback on the GUI thread, at most once, and never after `parent` is gone.
class Dialogs
{
public:
    virtual ~Dialogs() = default;
    /// Not called back when the user cancels.
    virtual void askFiles(QWidget* parent, const FileQuestion& question, std::function<void(QStringList)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askNewProject(QWidget* parent, const NewProjectQuestion& question,
                               std::function<void(NewProjectAnswer)> onChosen) = 0;
    /// `onAnswer` may be empty; its argument: the accept button was pressed.
    virtual void ask(QWidget* parent, const Question& question, std::function<void(bool)> onAnswer) = 0;

    void fail(QWidget* parent, const QString& title, const QString& text, const QString& details = {});
    void tell(QWidget* parent, const QString& title, const QString& text, const QString& details = {});
};

/// The real ones.
class WindowDialogs final : public Dialogs
{
public:
    void askFiles(QWidget* parent, const FileQuestion& question, std::function<void(QStringList)> onChosen) override;
    void askNewProject(QWidget* parent, const NewProjectQuestion& question,
                       std::function<void(NewProjectAnswer)> onChosen) override;
    void ask(QWidget* parent, const Question& question, std::function<void(bool)> onAnswer) override;
};

} // namespace corespan::gui
