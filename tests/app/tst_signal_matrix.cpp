// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/signal_matrix.h"
#include "core/importing/record_stream.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace corespan;

namespace {

/// The same score from its definition, with a plain loop over the training set for each count.
double slowScore(const QVector<LeadingCore>& training, const QByteArray& sequence, std::int64_t end)
{
    double prior = 0.5;
    for (const LeadingCore& core : training)
        if (std::abs(core.end - end) <= 6)
            prior += std::exp(-double((core.end - end) * (core.end - end)) / 8.0);
    double sum = std::log(prior);
    for (std::int64_t offset = -20; offset < 5; ++offset) {
        const std::int64_t position = end + offset;
        if (position < 0 || position >= sequence.size())
            continue;
        double seen = 1.0, column = 20.0, background = 1.0, all = 0.0;
        for (const LeadingCore& core : training) {
            const std::int64_t there = core.end + offset;
            if (there >= 0 && there < core.sequence.size()) {
                column += 1.0;
                seen += core.sequence[qsizetype(there)] == sequence[qsizetype(position)] ? 1.0 : 0.0;
            }
            const QByteArray head = core.sequence.left(80);
            all += double(head.size());
            background += double(head.count(sequence[qsizetype(position)]));
        }
        sum += std::log(seen / column / (background / all));
    }
    return sum;
}

} // namespace

class TestSignalMatrix : public QObject
{
    Q_OBJECT
private slots:
    void scoresAsDefined()
    {
        const QVector<LeadingCore> training{
            {"MKKLLAVLLALLPAAQAEEDDKKRRSTVW", 16}, {"MRLLVVLLAGCALAASAQDTPEELLKKW", 17}, {"MASLLLALGTTFAYADEE", 14}};
        const SignalMatrix matrix(training);
        for (const LeadingCore& core : training)
            for (std::int64_t end = 8; end < core.sequence.size(); ++end)
                QVERIFY(std::abs(matrix.score(core.sequence, end) - slowScore(training, core.sequence, end)) < 1e-9);
        QCOMPARE(matrix.endOf(training[0].sequence), std::optional<std::int64_t>(16));
        QCOMPARE(matrix.endOf(training[1].sequence), std::optional<std::int64_t>(17));
        QCOMPARE(matrix.endOf("MKKLLAVLLALLP"), std::nullopt);
    }

    /// What ../shared/bench/signal_pwm.py prints for the signal peptides of TMbed's fold 3, trained on folds 0 to 2.
    void reproducesTheScript()
    {
        const QString folder = QStringLiteral(CORESPAN_SHARED "/data/tmbed/");
        if (!QFile::exists(folder + "fold3.3line"))
            QSKIP("no development data");
        QVector<LeadingCore> training;
        for (const char* fold : {"fold0", "fold1", "fold2"})
            training += signalPeptides(folder + fold + ".3line");
        const QVector<LeadingCore> proteins = signalPeptides(folder + "fold3.3line");
        const SignalMatrix matrix(training);
        int exact = 0, near = 0;
        for (const LeadingCore& protein : proteins) {
            const std::int64_t off = std::abs(matrix.endOf(protein.sequence).value_or(-999) - protein.end);
            exact += off == 0;
            near += off <= 3;
        }
        QCOMPARE(proteins.size(), 147);
        QCOMPARE(exact, 96); // 65.3 %
        QCOMPARE(near, 121); // 82.3 %
    }

private:
    static QVector<LeadingCore> signalPeptides(const QString& file)
    {
        QVector<LeadingCore> cores;
        ImportReport report;
        Result<RecordStream> stream = RecordStream::open(file, {}, report);
        while (stream) {
            const Result<std::optional<ImportedRecord>> record = stream->next();
            if (!record || !*record)
                break;
            std::int64_t end = 0;
            while (end < (*record)->gold.labels.size() && (*record)->gold.labels[end] == "S")
                ++end;
            if (end > 0)
                cores.append({(*record)->residues, end});
        }
        return cores;
    }
};

QTEST_APPLESS_MAIN(TestSignalMatrix)
#include "tst_signal_matrix.moc"
