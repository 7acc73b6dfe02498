// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
#include "core/domain/record.h"
#include "core/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace corespan {

/// What a new model is to be; its size is that of the shipped ones, see newModelOptions().
struct NewModel
{
    Alphabet alphabet = Alphabet::Protein;
    QString selector = QStringLiteral("span"); ///< one of selectorKinds()
    bool crf = false;                          ///< bio and bioes alone
    QStringList types = {QStringLiteral("core")};
    QStringList labels; ///< empty: those that occur in the gold file
};

/// All that `corespan-cli train` needs: where from, on what, where to, and how.
struct TrainSetup
{
    QString startModel;  ///< directory of the model to go on from; empty: `options` describe a new one
    QString project;     ///< its reviewed records are trained on; empty: `gold`
    QString gold;        ///< JSONL
    QString validation;  ///< JSONL; empty: none, or with `project` a tenth of it
    QString output;      ///< model directory to write
    QJsonObject options; ///< fields of `train --print-config`; absent ones have their defaults
};

/// Every kind of selector that a model can have, as configurations name it.
QStringList selectorKinds();

/// Fields of a configuration for a new model: LongT5 with transient-global attention, d_model 128, four layers; a codon
/// (DNA, RNA) or a residue a token; relative bias started from patterns, without which it does not learn for long.
QJsonObject newModelOptions(const NewModel& model);

/// The configuration file of `setup`, complete but for what the command line names.
QJsonObject configuration(const TrainSetup& setup);
/// After "train": everything but the log.
QStringList trainArguments(const TrainSetup& setup, const QString& configFile);

/// What `corespan-cli train --config FILE --print-config` would print, or refuse.
Result<QJsonObject> checkedOptions(const QString& json);

} // namespace corespan
