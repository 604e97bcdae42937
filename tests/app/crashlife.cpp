// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/app/crashlife.h"

#include "tests/app/crashload.h"
#include "tests/app/evsprocess.h"

#include <QTest>

#include <csignal>
#include <memory>

namespace {

constexpr int Patience = 60'000; ///< milliseconds

} // namespace

CrashDeath endOf(const CrashLife &life, const std::filesystem::path &file)
{
    EvsProcess evs(QStringList{QStringLiteral("listen"), QStringLiteral("--quiet"),
                               QStringLiteral("--listen=127.0.0.1:0"), QStringLiteral("--log"),
                               QString::fromStdString(file.string())} +
                       life.options,
                   QStringLiteral(FAULTY_EVS_PROGRAM));
    if (!life.rule.isEmpty())
        evs.setVariable(QStringLiteral("EVENTSCOPE_FAULT"), life.rule);
    CrashDeath death;
    std::unique_ptr<CrashLoad> load;
    bool wasKilled = false;
    if (evs.startListeningOrDie()) {
        load = std::make_unique<CrashLoad>(
            CrashLoad::Options{life.name, evs.port(), life.paddingBytes, life.hasRefusals});
        const auto isEnough = [&] {
            return !evs.isRunning() || load->acknowledged() >= life.acknowledgements;
        };
        if (!QTest::qWaitFor(isEnough, Patience))
            return death;
        if (evs.isRunning() && life.closes) {
            evs.signal(SIGTERM);
        } else if (evs.isRunning()) {
            wasKilled = true;
            evs.kill();
        }
    }
    const int code = evs.waitForEnd(Patience);
    if (load) {
        // Answers that were on their way are acknowledgements, too.
        if (!QTest::qWaitFor([&load] { return load->isEnded(); }, Patience))
            return death;
        death.sent = load->sentIds();
        death.acknowledged = load->acknowledgedIds();
        death.wasTurnedAway = load->wasTurnedAway();
    }
    death.errors = evs.errors();
    if (wasKilled)
        death.way = CrashDeath::Way::Kill;
    else if (evs.wasKilled())
        death.way = CrashDeath::Way::Fault;
    else if (code == 0 && life.closes)
        death.way = CrashDeath::Way::Closed;
    return death;
}
