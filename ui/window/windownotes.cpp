// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/window/windownotes.h"

#include "ui/models/eventtext.h"
#include "ui/models/spacetext.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QUrl>

#include <algorithm>

namespace ui {

namespace {

QString tr(const char *words)
{
    return QCoreApplication::translate("WindowNotes", words);
}

std::optional<WindowNote> cannotWrite(const core::LogState &log)
{
    if (log.writable || log.readOnly != core::ReadOnlyReason::None) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Danger;
    const QString lost = tr("Nothing that was acknowledged is lost.");
    if (log.problemKind == core::Error::Kind::Full) {
        note.strong = tr("The disk is full: senders get 503.");
        note.sentence = lost + u' ' + tr("Free space, or go on with a copy on another disk.");
        note.action = WindowNote::Action::GoOnElsewhere;
        return note;
    }
    note.strong = tr("The capture cannot be written: senders get 503.");
    note.sentence = lost + u' ' + oneLine(log.problem);
    return note;
}

/// Said until it was read: whoever was away has to ask the senders for what is missing.
std::optional<WindowNote> hasRecovered(const std::optional<Recovery> &recovery)
{
    if (!recovery) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Success;
    note.sentence =
        (recovery->wasFull ? tr("Space again: receiving since %1. Refused meanwhile: %2.")
                           : tr("Written again: receiving since %1. Refused meanwhile: %2."))
            .arg(timeOfDay(recovery->since, ClockZone::Local).left(8),
                 groupedNumber(recovery->refused));
    note.close = WindowNote::Close::Recovery;
    return note;
}

/// What another program writes could no longer be read.
std::optional<WindowNote> cannotFollow(const core::LogState &log)
{
    if (log.readOnly == core::ReadOnlyReason::None || log.problem.empty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Danger;
    note.strong = tr("What is new in this capture cannot be read.");
    note.sentence = oneLine(log.problem);
    return note;
}

} // namespace

QString readOnlyWords(const core::LogState &log)
{
    if (log.isTaken) {
        return tr("Another program writes this capture. It is shown live, read-only.");
    }
    switch (log.readOnly) {
    case core::ReadOnlyReason::None:
        return {};
    case core::ReadOnlyReason::Asked:
        return tr("This capture is open for reading only.");
    case core::ReadOnlyReason::Taken:
        return tr("The program that wrote this capture has ended. It is shown read-only.");
    case core::ReadOnlyReason::Denied:
        return log.canBeWritten
                   ? tr("This capture may be written now. It is shown read-only.")
                   : tr("This capture or its folder may not be written. It is shown read-only.");
    case core::ReadOnlyReason::Newer:
        return tr("A newer Eventscope wrote this capture. It is shown read-only.");
    case core::ReadOnlyReason::Finished:
        return tr("This file of a ring is complete. It is shown read-only.");
    case core::ReadOnlyReason::Damaged:
        return log.brokenSeal == 0
                   ? tr("Opened up to event %1, which is all. The account of the file is damaged.")
                         .arg(groupedNumber(log.readableTo.value))
                   : tr("Opened up to event %1. After it the file is damaged, at seal %2.")
                         .arg(groupedNumber(log.readableTo.value), groupedNumber(log.brokenSeal));
    }
    Q_UNREACHABLE();
}

namespace {

std::optional<WindowNote> isReadOnly(const core::LogState &log)
{
    if (log.readOnly == core::ReadOnlyReason::None) {
        return std::nullopt;
    }
    WindowNote note;
    note.sentence = readOnlyWords(log);
    if (log.readOnly == core::ReadOnlyReason::Damaged) {
        note.severity = Note::Severity::Danger;
        note.action = WindowNote::Action::SaveReadablePart;
    }
    if (log.canBeWritten) {
        note.action = WindowNote::Action::TakeOver;
    }
    return note;
}

/// Who reads is not taken away from what it reads.
std::optional<WindowNote> hasGoneOn(const QString &newestFile)
{
    if (newestFile.isEmpty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.sentence = tr("This file is complete. The capture goes on in %1.").arg(newestFile);
    note.action = WindowNote::Action::ShowNewest;
    return note;
}

std::optional<WindowNote> cannotGoOn(const core::LogState &log)
{
    if (log.ringProblem.empty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Warning;
    note.strong = tr("The ring cannot go on in a new file.");
    note.sentence = oneLine(log.ringProblem);
    return note;
}

/// What a person sees may be less than there is.
std::optional<WindowNote> couldNotRead(const QString &problem)
{
    if (problem.isEmpty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Warning;
    note.strong = tr("Some events are missing where a filter is.");
    note.sentence =
        tr("Their types or sources are too many for the memory, and could not be read from the "
           "capture. %1")
            .arg(problem);
    note.close = WindowNote::Close::Unread;
    return note;
}

std::optional<WindowNote> couldNotOpen(const QString &problem)
{
    if (problem.isEmpty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Danger;
    note.sentence = problem;
    note.action = WindowNote::Action::Dismiss;
    return note;
}

/// Nothing is lost by it, but the disk fills.
std::optional<WindowNote> cannotEvict(const core::LogState &log)
{
    if (log.evictionProblem.empty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Warning;
    note.strong = tr("The oldest events cannot leave: the capture grows beyond its limits.");
    note.sentence = oneLine(log.evictionProblem);
    return note;
}

/// Nothing is lost by it, but the disk fills, and the next commit after it takes long.
std::optional<WindowNote> isHeld(const core::LogState &log)
{
    if (log.walHolder.empty()) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Warning;
    note.sentence =
        tr("%1 keeps reading this capture, so that its WAL cannot begin anew: %2 by now. "
           "End its query, or close it.")
            .arg(oneLine(log.walHolder), byteSize(log.walBytes));
    return note;
}

std::optional<WindowNote> openToNetwork(const Surroundings &now)
{
    const bool asksForToken =
        std::any_of(now.connections.begin(), now.connections.end(),
                    [](const core::ConnectionState &each) { return each.asksForToken; });
    for (const QString &address : now.addresses) {
        const QString host = QUrl(address).host();
        const QHostAddress parsed(host);
        if (parsed.isLoopback()) {
            continue;
        }
        WindowNote note;
        note.severity = Note::Severity::Warning;
        note.strong = parsed == QHostAddress(QHostAddress::AnyIPv4) ||
                              parsed == QHostAddress(QHostAddress::AnyIPv6)
                          ? tr("Listening on all addresses.")
                          : tr("Listening on %1.").arg(host);
        note.sentence = asksForToken && address.startsWith(QLatin1String("https:"))
                            ? tr("Anyone in this network who has the token can send events.")
                        : asksForToken ? tr("Anyone in this network who has the token can send "
                                            "events. It travels unencrypted.")
                                       : tr("Anyone in this network can send events.");
        note.action = WindowNote::Action::CopyAddress;
        return note;
    }
    return std::nullopt;
}

std::optional<WindowNote> isAway(const std::vector<core::ConnectionState> &connections)
{
    for (const core::ConnectionState &connection : connections) {
        if (connection.lamp != core::ConnectionState::Lamp::Waiting) {
            continue;
        }
        WindowNote note;
        note.severity = Note::Severity::Warning;
        note.sentence = oneLine(connection.words);
        note.action = WindowNote::Action::TryNow;
        note.connection = connection.id;
        return note;
    }
    return std::nullopt;
}

std::optional<WindowNote> isAtItsLimit(const Surroundings &now)
{
    if (now.evicted == 0 || now.limitBytes == 0) {
        return std::nullopt;
    }
    WindowNote note;
    note.severity = Note::Severity::Warning;
    note.sentence = tr("The capture reached its limit of %1. The oldest events leave: %2 so far.")
                        .arg(limitText(now.limitBytes), groupedNumber(now.evicted));
    note.action = WindowNote::Action::RaiseLimit;
    note.close = WindowNote::Close::Limit;
    return note;
}

std::optional<WindowNote> portTaken(const Surroundings &now)
{
    if (now.wantedPort == 0 || now.addresses.isEmpty()) {
        return std::nullopt;
    }
    const int port = QUrl(now.addresses.first()).port();
    if (port == now.wantedPort) {
        return std::nullopt;
    }
    WindowNote note;
    note.sentence =
        tr("Port %1 is taken, so Eventscope listens on %2.").arg(now.wantedPort).arg(port);
    note.action = WindowNote::Action::CopyAddress;
    return note;
}

} // namespace

std::optional<WindowNote> windowNote(const Surroundings &now)
{
    if (auto note = cannotWrite(now.log)) {
        return note;
    }
    if (auto note = cannotFollow(now.log)) {
        return note;
    }
    if (auto note = hasRecovered(now.recovery)) {
        return note;
    }
    if (auto note = couldNotOpen(now.openProblem)) {
        return note;
    }
    if (auto note = hasGoneOn(now.newestFile)) {
        return note;
    }
    if (auto note = cannotGoOn(now.log)) {
        return note;
    }
    if (auto note = couldNotRead(now.unread)) {
        return note;
    }
    if (auto note = isReadOnly(now.log)) {
        return note;
    }
    if (auto note = cannotEvict(now.log)) {
        return note;
    }
    if (auto note = isHeld(now.log)) {
        return note;
    }
    if (auto note = openToNetwork(now)) {
        return note;
    }
    if (auto note = isAway(now.connections)) {
        return note;
    }
    if (auto note = isAtItsLimit(now)) {
        return note;
    }
    return portTaken(now);
}

QString actionWord(WindowNote::Action action)
{
    switch (action) {
    case WindowNote::Action::None:
        return {};
    case WindowNote::Action::CopyAddress:
        return tr("Copy address");
    case WindowNote::Action::TryNow:
        return tr("Try now");
    case WindowNote::Action::Dismiss:
        return tr("Close");
    case WindowNote::Action::GoOnElsewhere:
        return tr("Go on elsewhere…");
    case WindowNote::Action::RaiseLimit:
        return tr("Raise limit…");
    case WindowNote::Action::SaveReadablePart:
        return tr("Save readable part…");
    case WindowNote::Action::TakeOver:
        return tr("Take over");
    case WindowNote::Action::ShowNewest:
        return tr("Show it");
    }
    Q_UNREACHABLE();
}

} // namespace ui
