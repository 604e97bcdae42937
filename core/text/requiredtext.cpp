// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/text/requiredtext.h"

#include <QString>

#include <optional>

namespace core {

namespace {

/// Escapes that stand for a class or a place, never for a character of their own, and take nothing behind them.
constexpr QStringView ClassEscapes = u"dDwWsSbBhHvVRAzZ";

/// Walks over an expression once. Every run of plain characters at the outermost level must be in what matches.
class Walk {
public:
    Walk(QStringView expression, bool hasCase)
        : m_rest(expression)
        , m_hasCase(hasCase)
    {
    }

    std::string longest()
    {
        while (!m_rest.isEmpty()) {
            const QChar c = take();
            if (c == u'|' || !takePart(c))
                return {};
        }
        endRun();
        return m_longest.toStdString();
    }

private:
    QChar take()
    {
        const QChar c = m_rest.front();
        m_rest = m_rest.mid(1);
        return c;
    }

    /// False: not understood.
    bool takePart(QChar c)
    {
        switch (c.unicode()) {
        case u'\\':
            return takeEscape();
        case u'[':
            endRun();
            return skipClass();
        case u'(':
            endRun();
            return skipGroup();
        case u'*':
        case u'?':
            dropLast();
            return true;
        case u'{':
            dropLast();
            skipCount();
            return true;
        case u'+': // once at least, but what follows need not follow the first
        case u'.':
        case u'^':
        case u'$':
            endRun();
            return true;
        case u')':
        case u']':
        case u'}':
            endRun();
            return true;
        default:
            add(c);
            return true;
        }
    }

    /// Behind a brace: a count of repetitions, or the brace was plain.
    void skipCount()
    {
        qsizetype end = 0;
        while (end < m_rest.size() && QStringView(u"0123456789, ").contains(m_rest[end]))
            ++end;
        if (end < m_rest.size() && m_rest[end] == u'}')
            m_rest = m_rest.mid(end + 1);
    }

    bool takeEscape()
    {
        if (m_rest.isEmpty())
            return false;
        const QChar c = take();
        if (c.unicode() < 0x80 && !c.isLetterOrNumber()) {
            add(c);
            return true;
        }
        endRun();
        return ClassEscapes.contains(c);
    }

    bool skipClass()
    {
        if (m_rest.startsWith(u'^'))
            take();
        bool isFirst = true;
        while (!m_rest.isEmpty()) {
            const QChar c = take();
            if (c == u']' && !isFirst)
                return true;
            if (c == u'[') // perhaps [:alpha:]
                return false;
            if (c == u'\\') {
                if (m_rest.isEmpty() || take() == u'Q')
                    return false;
            }
            isFirst = false;
        }
        return false;
    }

    /// What a group holds may be optional or repeated: it is passed over.
    bool skipGroup()
    {
        if (m_rest.startsWith(u'*'))
            return false;
        if (m_rest.startsWith(u'?')) {
            const QStringView options = m_rest.mid(1);
            if (!options.startsWith(u':') && !options.startsWith(u'=') &&
                !options.startsWith(u'!') && !options.startsWith(u'>'))
                return false;
        }
        for (int depth = 1; depth > 0;) {
            if (m_rest.isEmpty())
                return false;
            const QChar c = take();
            if (c == u'\\') {
                if (m_rest.isEmpty() || take() == u'Q')
                    return false;
            } else if (c == u'[') {
                if (!skipClass())
                    return false;
            } else if (c == u'(') {
                if (m_rest.startsWith(u'*') || m_rest.startsWith(u'?'))
                    return false;
                ++depth;
            } else if (c == u')') {
                --depth;
            }
        }
        return true;
    }

    void add(QChar c)
    {
        const bool isUnsure = c.unicode() >= 0x80
                                  ? !m_hasCase || c.isSurrogate() || c.unicode() >= 0xFE00
                                  : !m_hasCase && QStringView(u"kKsS").contains(c);
        if (isUnsure)
            endRun();
        else
            m_run += c;
    }

    void dropLast()
    {
        m_run.chop(1);
        endRun();
    }

    void endRun()
    {
        if (m_run.size() > m_longest.size())
            m_longest = m_run;
        m_run.clear();
    }

    QStringView m_rest;
    const bool m_hasCase;
    QString m_run;
    QString m_longest;
};

} // namespace

std::string requiredText(QStringView expression, bool hasCase)
{
    return Walk(expression, hasCase).longest();
}

} // namespace core
