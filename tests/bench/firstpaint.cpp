// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// A generic plugin (QT_QPA_GENERIC_PLUGINS=firstpaint:CLASS+CLASS) that Qt loads into any program
// with a window, unchanged: says `first paint` on standard error when a widget of each class has
// been painted and the painting of that turn is over.
#include <QCoreApplication>
#include <QEvent>
#include <QGenericPlugin>
#include <QStringList>

#include <cstdio>

namespace {

class FirstPaint : public QObject {
public:
    explicit FirstPaint(QStringList classes)
        : m_missing(std::move(classes))
    {
        QCoreApplication::instance()->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || m_missing.isEmpty())
            return false;
        // Views that scroll paint on a viewport inside them.
        for (const QObject *object : {watched, watched->parent()}) {
            if (object)
                m_missing.removeIf([object](const QString &name) {
                    return object->inherits(name.toLatin1().constData());
                });
        }
        if (m_missing.isEmpty())
            QCoreApplication::postEvent(this, new QEvent(QEvent::User), Qt::LowEventPriority - 1);
        return false;
    }
    void customEvent(QEvent *) override
    {
        std::fputs("first paint\n", stderr);
        QCoreApplication::instance()->removeEventFilter(this);
    }

private:
    QStringList m_missing;
};

} // namespace

class FirstPaintPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "firstpaint.json")

public:
    QObject *create(const QString &, const QString &specification) override
    {
        return new FirstPaint(specification.split(u'+'));
    }
};

#include "firstpaint.moc"
