// SPDX-License-Identifier: GPL-3.0-or-later
// What settings files call the commands, and the keys that they have at first.
#include "gui/controllers/actions.h"

#include <QAction>

namespace corespan::gui {

QVector<NamedAction> Actions::named() const
{
    const std::tuple<const char*, QAction*, QKeyCombination> all[] = {
        {"file.new", file.create, Qt::CTRL | Qt::Key_N},
        {"file.open", file.open, Qt::CTRL | Qt::Key_O},
        {"file.demo", file.demo, {}},
        {"file.import", data.import, Qt::CTRL | Qt::Key_I},
        {"file.export_training_set", data.exportSet, Qt::CTRL | Qt::Key_E},
        {"file.export_picture", file.picture, {}},
        {"file.copy_picture", file.copyPicture, Qt::CTRL | Qt::SHIFT | Qt::Key_C},
        {"file.close", file.close, Qt::CTRL | Qt::Key_W},
        {"file.quit", file.quit, Qt::CTRL | Qt::Key_Q},
        {"edit.undo", edit.undo, Qt::CTRL | Qt::Key_Z},
        {"edit.redo", edit.redo, Qt::CTRL | Qt::SHIFT | Qt::Key_Z},
        {"edit.labels", edit.labels, Qt::Key_L},
        {"edit.repeat_label", edit.repeatLabel, Qt::Key_R},
        {"edit.label_run", edit.labelRun, Qt::Key_E},
        {"edit.revert", edit.revert, Qt::CTRL | Qt::Key_R},
        {"edit.type_core", edit.typeCore, Qt::CTRL | Qt::Key_G},
        {"edit.note", edit.note, Qt::CTRL | Qt::Key_M},
        {"edit.find", edit.find, Qt::CTRL | Qt::Key_F},
        {"find.open", find.open, Qt::CTRL | Qt::SHIFT | Qt::Key_L},
        {"find.next", find.next, Qt::Key_F3},
        {"find.previous", find.previous, Qt::SHIFT | Qt::Key_F3},
        {"bookmarks.add", bookmarks.add, Qt::CTRL | Qt::Key_B},
        {"bookmarks.remove", bookmarks.remove, {}},
        {"lanes.complement", lanes.sequence.value(0), {}},
        {"lanes.frames", lanes.sequence.value(1), {}},
        {"lanes.codon_ruler", lanes.sequence.value(2), {}},
        {"lanes.gc_content", lanes.sequence.value(3), {}},
        {"lanes.hydropathy", lanes.sequence.value(4), {}},
        {"lanes.charge", lanes.sequence.value(5), {}},
        {"lanes.load", lanes.load, {}},
        {"lanes.unload", lanes.unload, {}},
        {"view.zoom_in", view.zoomIn, Qt::CTRL | Qt::Key_Plus},
        {"view.zoom_out", view.zoomOut, Qt::CTRL | Qt::Key_Minus},
        {"view.whole", view.whole, Qt::CTRL | Qt::Key_0},
        {"view.cores", view.cores, Qt::CTRL | Qt::Key_9},
        {"view.go_to", view.goTo, Qt::CTRL | Qt::Key_L},
        {"view.commands", view.commands, Qt::CTRL | Qt::SHIFT | Qt::Key_P},
        {"review.accept", review.accept, Qt::Key_Return},
        {"review.reject", review.reject, Qt::Key_Delete},
        {"review.no_core", review.noCore, Qt::Key_N},
        {"review.flag", review.flag, Qt::Key_F},
        {"review.ambiguous", review.ambiguous, Qt::Key_A},
        {"review.candidate_1", review.candidates.value(0), Qt::Key_1},
        {"review.candidate_2", review.candidates.value(1), Qt::Key_2},
        {"review.candidate_3", review.candidates.value(2), Qt::Key_3},
        {"review.candidate_4", review.candidates.value(3), Qt::Key_4},
        {"review.candidate_5", review.candidates.value(4), Qt::Key_5},
        {"review.end_left", review.endLeft, Qt::ALT | Qt::Key_Left},
        {"review.end_right", review.endRight, Qt::ALT | Qt::Key_Right},
        {"review.start_left", review.startLeft, Qt::ALT | Qt::SHIFT | Qt::Key_Left},
        {"review.start_right", review.startRight, Qt::ALT | Qt::SHIFT | Qt::Key_Right},
        {"review.previous", review.previous, Qt::Key_K},
        {"review.next", review.next, Qt::Key_J},
        {"queue.filter", queue.filter, Qt::CTRL | Qt::SHIFT | Qt::Key_F},
        {"queue.clear", queue.clear, {}},
        {"queue.like", queue.like, Qt::CTRL | Qt::SHIFT | Qt::Key_K},
        {"queue.save_view", queue.saveView, {}},
        {"queue.overview", queue.overview, Qt::CTRL | Qt::SHIFT | Qt::Key_O},
        {"queue.curators", queue.curators, {}},
        {"review.blind", review.blind, {}},
        {"queue.statistics", queue.statistics, {}},
        {"review.bulk", review.bulk, Qt::CTRL | Qt::Key_D},
        {"review.redecode", review.redecode, Qt::CTRL | Qt::SHIFT | Qt::Key_D},
        {"review.propagate", review.propagate, Qt::CTRL | Qt::Key_K},
        {"core.make", core.make, Qt::CTRL | Qt::Key_Return},
        {"core.split", core.split, Qt::Key_S},
        {"core.join", core.merge, Qt::Key_M},
        {"core.remove", core.remove, Qt::Key_Backspace},
        {"core.type", core.type, Qt::Key_T},
        {"core.open_begin", core.openBegin, Qt::Key_Less},
        {"core.open_end", core.openEnd, Qt::Key_Greater},
        {"core.left", core.left, Qt::Key_Comma},
        {"core.right", core.right, Qt::Key_Period},
        {"core.far_left", core.farLeft, Qt::CTRL | Qt::Key_Comma},
        {"core.far_right", core.farRight, Qt::CTRL | Qt::Key_Period},
        {"core.previous", core.previous, Qt::Key_BracketLeft},
        {"core.next", core.next, Qt::Key_BracketRight},
        {"zone.make", zone.make, Qt::Key_Z},
        {"zone.remove", zone.remove, Qt::SHIFT | Qt::Key_Z},
        {"model.predict_all", model.predictAll, Qt::CTRL | Qt::Key_P},
        {"model.predict_rest", model.predictRest, {}},
        {"model.cancel", model.cancel, {}},
        {"model.run_options", model.runOptions, {}},
        {"model.compare_runs", model.compare, {}},
        {"model.train", model.train, Qt::CTRL | Qt::Key_T},
        {"help.guide", guide, Qt::Key_F1},
        {"help.keys", keys, Qt::SHIFT | Qt::Key_F1},
        {"help.about", about, {}}};
    QVector<NamedAction> result;
    for (const auto& [id, action, chord] : all) {
        const QKeySequence standard = chord == QKeyCombination() ? QKeySequence() : QKeySequence(chord);
        result.append({QString::fromLatin1(id), action, standard, {}, action->toolTip()});
        if (action == view.zoomIn) // the key of "+" without Shift, where that is "="
            result.last().otherKeys = {QKeySequence(Qt::CTRL | Qt::Key_Equal)};
    }
    return result;
}

} // namespace corespan::gui
