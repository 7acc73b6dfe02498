// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/train_progress.h"

#include "model/trainer.h"

#include <QCoreApplication>

namespace corespan {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("corespan::TrainProgress", text);
}

QString percent(double part)
{
    return QStringLiteral("%1 %").arg(part * 100.0, 0, 'f', 1);
}

QJsonObject pretrainingLine(const model::TrainProgress& progress)
{
    QJsonObject json{{"step", qint64(progress.step)},
                     {"epoch", progress.epoch},
                     {"minutes", progress.minutes},
                     {"minutes_left", progress.minutesLeft},
                     {"masked_loss", progress.maskedLoss},
                     {"learning_rate", progress.learningRate},
                     {"tokens_per_s", progress.tokensPerSecond}};
    if (progress.validated) {
        json["validation_loss"] = progress.validationLoss;
        json["masked_accuracy"] = progress.maskedAccuracy;
        json["best_validation_loss"] = -progress.bestExact;
    }
    return json;
}

/// What the lines of both kinds of training begin with.
QString timeAndSteps(const model::TrainProgress& progress)
{
    return tr("%1 min, step %2, epoch %3, %4 tokens/s, ")
        .arg(progress.minutes, 0, 'f', 1)
        .arg(progress.step)
        .arg(progress.epoch, 0, 'f', 2)
        .arg(qRound64(progress.tokensPerSecond));
}

QString lossesOf(const model::TrainProgress& progress)
{
    if (progress.pretraining)
        return tr("masked loss %1, rate %2").arg(progress.maskedLoss, 0, 'f', 3).arg(progress.learningRate, 0, 'g', 3);
    return tr("translator loss %1, selector loss %2, rate %3")
        .arg(progress.translatorLoss, 0, 'f', 3)
        .arg(progress.selectorLoss, 0, 'f', 3)
        .arg(progress.learningRate, 0, 'g', 3);
}

QString validationOf(const model::TrainProgress& progress)
{
    if (progress.pretraining)
        return tr(", validation: loss %1, hidden tokens right %2 (least loss %3)")
            .arg(progress.validationLoss, 0, 'f', 3)
            .arg(percent(progress.maskedAccuracy))
            .arg(-progress.bestExact, 0, 'f', 3);
    return tr(", validation: exact %1, labels %2 (best exact %3)")
        .arg(percent(progress.exact), percent(progress.labelAccuracy), percent(progress.bestExact));
}

} // namespace

QJsonObject toJson(const model::TrainProgress& progress)
{
    if (progress.pretraining)
        return pretrainingLine(progress);
    QJsonObject json{{"step", qint64(progress.step)},
                     {"epoch", progress.epoch},
                     {"minutes", progress.minutes},
                     {"minutes_left", progress.minutesLeft},
                     {"translator_loss", progress.translatorLoss},
                     {"selector_loss", progress.selectorLoss},
                     {"learning_rate", progress.learningRate},
                     {"tokens_per_s", progress.tokensPerSecond}};
    if (progress.validated) {
        json["exact"] = progress.exact;
        json["label_accuracy"] = progress.labelAccuracy;
        json["best_exact"] = progress.bestExact;
    }
    return json;
}

QJsonObject toJson(const model::TrainReport& report)
{
    if (report.pretraining)
        return {{"finished", true},
                {"cancelled", report.cancelled},
                {"steps", qint64(report.steps)},
                {"epochs", report.epochs},
                {"minutes", report.minutes},
                {"best_validation_loss", -report.bestExact},
                {"best_masked_accuracy", report.bestLabelAccuracy}};
    return {{"finished", true},
            {"cancelled", report.cancelled},
            {"steps", qint64(report.steps)},
            {"epochs", report.epochs},
            {"minutes", report.minutes},
            {"best_exact", report.bestExact},
            {"best_label_accuracy", report.bestLabelAccuracy}};
}

std::optional<TrainingStatus> trainingStatus(const QJsonObject& line)
{
    if (!line.contains("step") || line.contains("finished"))
        return std::nullopt;
    TrainingStatus status;
    status.step = line["step"].toInteger();
    status.epoch = line["epoch"].toDouble();
    status.minutes = line["minutes"].toDouble();
    status.minutesLeft = line["minutes_left"].toDouble(-1.0);
    status.translatorLoss = line["translator_loss"].toDouble();
    status.selectorLoss = line["selector_loss"].toDouble();
    status.tokensPerSecond = line["tokens_per_s"].toDouble();
    status.validated = line.contains("exact");
    status.exact = line["exact"].toDouble();
    status.labelAccuracy = line["label_accuracy"].toDouble();
    status.bestExact = line["best_exact"].toDouble();
    return status;
}

QString describe(const model::TrainProgress& progress)
{
    QString line = timeAndSteps(progress) + lossesOf(progress);
    if (progress.validated)
        line += validationOf(progress);
    if (progress.minutesLeft > 0.0)
        line += tr(", %1 min left").arg(progress.minutesLeft, 0, 'f', 1);
    return line;
}

} // namespace corespan
