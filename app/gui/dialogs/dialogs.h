// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/importing/report.h"
#include "core/importing/table_preview.h"
#include "core/inference/model_catalog.h"
#include "core/inference/model_summary.h"
#include "core/store/project_types.h"
#include "core/training/train_setup.h"
#include "gui/dialogs/bulk_dialog.h"
#include "gui/dialogs/export_dialog.h"
#include "gui/dialogs/picture_dialog.h"
#include "gui/dialogs/propagation_dialog.h"
#include "gui/dialogs/redecode_dialog.h"
#include "gui/document/key_table.h"

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

struct RunOptionsQuestion
{
    QString model; ///< name
    ModelSummary summary;
    RunOptions options; ///< to start from
};

struct TrainQuestion
{
    struct Model
    {
        ModelEntry entry;
        ModelSummary summary;
    };
    QVector<Model> models; ///< that training can go on from
    QString project;       ///< the open one; empty: none
    qint64 reviewed = 0;   ///< its records that can be trained on
    NewModel fresh;        ///< what the project's letters, types and labels make of a new model
    QString folder;        ///< that models are written into
    QString lastFolder;    ///< to look for gold files from
};

struct FilterQuestion
{
    QueueConditions conditions; ///< to start from
    QStringList types;          ///< of cores
    QVector<Run> runs;
    RunId shown = RunId::None;
};

struct TextQuestion
{
    QString title;
    QString label;
    QString text; ///< to start from
    QString hint; ///< shown while there is none
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
    /// Not called back when the user cancels.
    virtual void askRunOptions(QWidget* parent, const RunOptionsQuestion& question,
                               std::function<void(RunOptions)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askTraining(QWidget* parent, const TrainQuestion& question,
                             std::function<void(TrainSetup)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askKeys(QWidget* parent, const KeyTable& keys, std::function<void(KeyTable)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askFilter(QWidget* parent, const FilterQuestion& question,
                           std::function<void(QueueConditions)> onChosen) = 0;
    /// Not called back when the user cancels. The plan is the one that was shown; it changes something.
    virtual void askBulk(QWidget* parent, const BulkQuestion& question,
                         std::function<void(BulkRequest, EditPlan)> onChosen) = 0;
    /// The same.
    virtual void askRedecode(QWidget* parent, const RedecodeQuestion& question,
                             std::function<void(RedecodeRequest, EditPlan)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askExport(QWidget* parent, const ExportQuestion& question,
                           std::function<void(ExportRequest)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askColumns(QWidget* parent, const TablePreview& table, std::function<void(TableOptions)> onChosen) = 0;
    /// The same; the plan holds what was chosen of it.
    virtual void askPropagation(QWidget* parent, const PropagationQuestion& question,
                                std::function<void(EditPlan)> onChosen) = 0;
    /// Not called back when the user cancels.
    virtual void askPicture(QWidget* parent, const PictureQuestion& question,
                            std::function<void(PictureAnswer)> onChosen) = 0;
    /// One line. Not called back when the user cancels or leaves it empty.
    virtual void askText(QWidget* parent, const TextQuestion& question, std::function<void(QString)> onText) = 0;
    /// `onAnswer` may be empty; its argument: the accept button was pressed.
    virtual void ask(QWidget* parent, const Question& question, std::function<void(bool)> onAnswer) = 0;
    /// What an import left out; stays beside the window until it is closed.
    virtual void showReport(QWidget* parent, const ImportReport& report) = 0;

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
    void askRunOptions(QWidget* parent, const RunOptionsQuestion& question,
                       std::function<void(RunOptions)> onChosen) override;
    void askTraining(QWidget* parent, const TrainQuestion& question, std::function<void(TrainSetup)> onChosen) override;
    void askKeys(QWidget* parent, const KeyTable& keys, std::function<void(KeyTable)> onChosen) override;
    void askFilter(QWidget* parent, const FilterQuestion& question,
                   std::function<void(QueueConditions)> onChosen) override;
    void askBulk(QWidget* parent, const BulkQuestion& question,
                 std::function<void(BulkRequest, EditPlan)> onChosen) override;
    void askRedecode(QWidget* parent, const RedecodeQuestion& question,
                     std::function<void(RedecodeRequest, EditPlan)> onChosen) override;
    void askExport(QWidget* parent, const ExportQuestion& question,
                   std::function<void(ExportRequest)> onChosen) override;
    void askColumns(QWidget* parent, const TablePreview& table, std::function<void(TableOptions)> onChosen) override;
    void askPropagation(QWidget* parent, const PropagationQuestion& question,
                        std::function<void(EditPlan)> onChosen) override;
    void askPicture(QWidget* parent, const PictureQuestion& question,
                    std::function<void(PictureAnswer)> onChosen) override;
    void askText(QWidget* parent, const TextQuestion& question, std::function<void(QString)> onText) override;
    void ask(QWidget* parent, const Question& question, std::function<void(bool)> onAnswer) override;
    void showReport(QWidget* parent, const ImportReport& report) override;
};

} // namespace corespan::gui
