// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/ringwatch.h"

#include "ui/models/eventtext.h"
#include "ui/models/filetext.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("RingWatch", words);
}

QString nameOf(const std::filesystem::path &file)
{
    return oneLine(file.filename().string());
}

} // namespace

QString RingWatch::look(const std::vector<core::CaptureRing::News> &news, bool isShown)
{
    using Kind = core::CaptureRing::News::Kind;
    QString begun;
    QString stays;
    quint64 files = 0;
    quint64 events = 0;
    for (const core::CaptureRing::News &item : news) {
        switch (item.kind) {
        case Kind::Begun:
            begun = nameOf(item.file);
            break;
        case Kind::Removed:
            ++files;
            events += item.events;
            break;
        case Kind::Held:
            stays =
                tr("%1 stays while it is open: %2.").arg(nameOf(item.file), oneLine(item.words));
            break;
        case Kind::NotRemoved:
            stays = oneLine(item.words);
            break;
        }
    }
    m_removedFiles += files;
    m_removedEvents += events;
    QStringList sentences;
    if (!begun.isEmpty() && isShown) {
        sentences.append(tr("Goes on in %1.").arg(begun));
    }
    if (files > 0) {
        sentences.append(
            files == 1 ? tr("Removed the oldest file, with %1 events.").arg(groupedNumber(events))
                       : tr("Removed the %1 oldest files, with %2 events.")
                             .arg(groupedNumber(files), groupedNumber(events)));
    }
    if (!stays.isEmpty()) {
        sentences.append(stays);
    }
    return sentences.join(u' ');
}

} // namespace ui
