// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

#include <string>

namespace QTest {

/// So that QCOMPARE shows what differs.
template<>
inline char *toString(const std::string &text)
{
    return toString(QByteArray::fromStdString(text));
}

} // namespace QTest
