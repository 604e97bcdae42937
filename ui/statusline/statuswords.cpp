// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/statusline/statuswords.h"

#include "ui/models/eventtext.h"
#include "ui/models/spacetext.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("StatusLine", words);
}

void addWord(std::vector<Words> &line, const QString &word, const char *token = "text2",
             int link = -1)
{
    line.push_back({word, token, Face::Small, link});
}

void addNumber(std::vector<Words> &line, const QString &number, const char *token = "text",
               int link = -1)
{
    line.push_back({number, token, Face::Mono, link});
}

void addSign(std::vector<Words> &line, const char *sign)
{
    addWord(line, QLatin1String("  ") + QLatin1String(sign) + QLatin1String("  "), "text3");
}

void addDivider(std::vector<Words> &line)
{
    addWord(line, QStringLiteral("   │   "), "border");
}

} // namespace

std::vector<Words> statusWords(const StatusNumbers &numbers, StatusDetail detail)
{
    const core::Ledger &ledger = numbers.ledger;
    std::vector<Words> line;
    addWord(line, tr("received") + u' ');
    addNumber(line, groupedNumber(ledger.received()));
    addSign(line, "=");
    addWord(line, tr("kept") + u' ');
    addNumber(line, groupedNumber(ledger.kept));
    addSign(line, "+");
    const bool isRefused = ledger.refused > 0;
    const int link = isRefused ? int(StatusLink::Refused) : -1;
    addWord(line, tr("refused") + u' ', isRefused ? "danger" : "text2", link);
    addNumber(line, groupedNumber(ledger.refused), isRefused ? "danger" : "text", link);
    addSign(line, "+");
    const bool isEvicted = ledger.evicted > 0;
    const int limits = isEvicted ? int(StatusLink::Limits) : -1;
    addWord(line, tr("evicted") + u' ', isEvicted ? "warning" : "text2", limits);
    addNumber(line, groupedNumber(ledger.evicted), isEvicted ? "warning" : "text", limits);
    if (ledger.leftOut > 0) {
        addSign(line, "+");
        addWord(line, tr("left out") + u' ', "text2", int(StatusLink::Limits));
        addNumber(line, groupedNumber(ledger.leftOut), "text", int(StatusLink::Limits));
    }
    addDivider(line);
    addWord(line, tr("waiting") + u' ');
    addNumber(line, groupedNumber(ledger.waiting));
    addDivider(line);
    addWord(line, tr("shown") + u' ');
    addNumber(line, groupedNumber(numbers.shown));
    if (detail != StatusDetail::LedgerAndShown) {
        addDivider(line);
        addNumber(line, rateText(numbers.shownRate));
    }
    if (detail == StatusDetail::All && numbers.limitBytes > 0) {
        addDivider(line);
        addNumber(line, spaceText(numbers.usedBytes, numbers.limitBytes), "text",
                  int(StatusLink::Limits));
    }
    return line;
}

} // namespace ui
