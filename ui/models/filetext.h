// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QString>

#include <filesystem>

namespace ui {

/// Paths of files between Qt and the standard library; on the disk they are bytes.
inline QString fileText(const std::filesystem::path &file)
{
    return QFile::decodeName(QByteArray::fromStdString(file.string()));
}
inline std::filesystem::path filePath(const QString &text)
{
    return QFile::encodeName(text).toStdString();
}

} // namespace ui
