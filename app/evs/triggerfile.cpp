// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/evs/triggerfile.h"

#include <QFile>

namespace app {

namespace {

std::string whatIsThere(const core::broker::Manifests &manifests)
{
    std::string there;
    for (const core::broker::OtherManifest &other : manifests.others)
        there += (there.empty() ? ", only " : ", ") + other.kind +
                 (other.name.empty() ? "" : " " + other.name);
    return there;
}

std::string names(const core::broker::Manifests &manifests)
{
    std::string all;
    for (const core::broker::TriggerManifest &trigger : manifests.triggers)
        all += (all.empty() ? "" : ", ") + trigger.name;
    return all;
}

} // namespace

OrFailure<core::broker::TriggerManifest> triggerIn(const std::string &file)
{
    QFile opened(QFile::decodeName(file.c_str()));
    if (!opened.open(QIODevice::ReadOnly))
        return wrongUsage(file + ": " + opened.errorString().toStdString());
    // One byte more than may be read, so that what is too long is refused as such.
    const QByteArray text = opened.read(qint64(core::broker::MaxYamlBytes) + 1);
    auto manifests =
        core::broker::readManifests({text.constData(), static_cast<std::size_t>(text.size())});
    if (!manifests)
        return wrongUsage(file + ", " + manifests.error().message());
    if (manifests->triggers.empty())
        return wrongUsage(file + " has no Trigger" + whatIsThere(*manifests));
    if (manifests->triggers.size() > 1)
        return wrongUsage(file + " has several Triggers (" + names(*manifests) +
                          "). Give a file with one of them, since each chooses for itself.");
    return std::move(manifests->triggers.front());
}

} // namespace app
