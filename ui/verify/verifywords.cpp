// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/verify/verifywords.h"

#include "ui/models/eventtext.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("VerifyWords", words);
}

QString comparison(const core::VerifiedHead &head, const std::optional<core::NotedHead> &noted)
{
    if (!noted) {
        return tr("Nothing between its first and its newest seal was changed. Note the head below "
                  "elsewhere: with it you can prove later that nothing was removed or made anew.");
    }
    if (head.hasNotedHeadLeft) {
        return tr("The head that you noted, seal %1, is older than all that is left: it cannot be "
                  "compared.")
            .arg(groupedNumber(noted->seal));
    }
    return tr("It goes on from the head that you noted, seal %1: nothing up to there was changed, "
              "removed or made anew.")
        .arg(groupedNumber(noted->seal));
}

VerifyWords wholeWords(const core::VerifiedHead &head, const std::optional<core::NotedHead> &noted)
{
    VerifyWords words;
    const bool isCompared = !noted || !head.hasNotedHeadLeft;
    words.severity = isCompared ? Note::Severity::Success : Note::Severity::Warning;
    if (head.seal == 0) {
        words.strong = tr("Whole, and empty.");
        words.sentence = tr("There are no seals yet.");
        return words;
    }
    words.strong =
        tr("Whole: %1 seals, %2 events.").arg(groupedNumber(head.seal), groupedNumber(head.events));
    words.sentence = comparison(head, noted);
    if (head.evicted > 0) {
        words.sentence += u' ' + tr("%1 events left before them, as the limit asks; the seals "
                                    "begin behind those.")
                                     .arg(groupedNumber(head.evicted));
    }
    words.head = QString::fromStdString(head.hash) + u':' + QString::number(head.seal);
    return words;
}

VerifyWords brokenWords(const core::BrokenSeal &broken)
{
    VerifyWords words;
    words.severity = Note::Severity::Danger;
    words.strong = tr("Broken at seal %1.").arg(groupedNumber(broken.seal));
    words.sentence = oneLine(broken.reason);
    words.first = broken.first;
    words.last = broken.last;
    return words;
}

} // namespace

VerifyWords verifyWords(const Verification &verification,
                        const std::optional<core::NotedHead> &noted)
{
    if (!verification) {
        VerifyWords words;
        words.severity = Note::Severity::Danger;
        words.strong = tr("It could not be verified.");
        words.sentence = oneLine(verification.error().detail);
        return words;
    }
    if (const auto *broken = std::get_if<core::BrokenSeal>(&*verification)) {
        return brokenWords(*broken);
    }
    return wholeWords(std::get<core::VerifiedHead>(*verification), noted);
}

} // namespace ui
