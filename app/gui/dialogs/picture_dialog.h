// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "gui/style/app_style.h"
#include "widgets/picture.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QSpinBox;
class QTimer;

namespace corespan::gui {

struct PictureQuestion
{
    widgets::Picture picture;
    widgets::Theme shown; ///< as the window is now
};

struct PictureAnswer
{
    widgets::PictureFormat format;
    bool copy = false; ///< to the clipboard, not into a file
};

/// Size and theme of a picture, with a small one of what comes out.
class PictureDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PictureDialog(const PictureQuestion& question, QWidget* parent = nullptr);

    PictureAnswer answer() const;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void preview();
    widgets::PictureFormat format() const;

    PictureQuestion m_question;
    QSpinBox* m_width;
    QSpinBox* m_height;
    QComboBox* m_theme;
    QLabel* m_preview;
    QTimer* m_settle; ///< one preview for several steps of a spin box
    bool m_copy = false;
};

} // namespace corespan::gui
