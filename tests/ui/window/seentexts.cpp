// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/window/seentexts.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMetaProperty>
#include <QMimeData>
#include <QPaintEngine>
#include <QToolTip>

namespace {

/// Paints nothing and remembers the words.
class WordsEngine : public QPaintEngine {
public:
    explicit WordsEngine(QStringList &words)
        : QPaintEngine(AllFeatures)
        , m_words(words)
    {
    }
    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override {}
    void drawPath(const QPainterPath &) override {}
    void drawTextItem(const QPointF &, const QTextItem &item) override { m_words << item.text(); }
    Type type() const override { return User; }

private:
    QStringList &m_words;
};

class WordsDevice : public QPaintDevice {
public:
    WordsDevice(const QSize &size, QStringList &words)
        : m_size(size)
        , m_engine(words)
    {
    }
    QPaintEngine *paintEngine() const override { return &m_engine; }

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
        case PdmWidthMM:
            return m_size.width();
        case PdmHeight:
        case PdmHeightMM:
            return m_size.height();
        case PdmDepth:
            return 32;
        case PdmNumColors:
            return 0;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return 96;
        }
    }

private:
    QSize m_size;
    mutable WordsEngine m_engine;
};

void addProperties(QStringList &texts, const QObject &object)
{
    const QMetaObject &meta = *object.metaObject();
    const auto add = [&](const char *name, const QVariant &value) {
        const QString text = value.typeId() == QMetaType::QStringList
                                 ? value.toStringList().join(u'\n')
                                 : value.toString();
        if (!text.isEmpty() && qstrcmp(name, "styleSheet") != 0)
            texts << QLatin1String(meta.className()) + u'.' + QLatin1String(name) + u": " + text;
    };
    for (int index = 0; index < meta.propertyCount(); ++index)
        add(meta.property(index).name(), meta.property(index).read(&object));
    for (const QByteArray &name : object.dynamicPropertyNames())
        add(name.constData(), object.property(name.constData()));
}

void addModel(QStringList &texts, const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    const QString where = QLatin1String(model.metaObject()->className()) + u' ';
    const auto add = [&](int role, const QVariant &value) {
        const QString text = value.typeId() == QMetaType::QStringList
                                 ? value.toStringList().join(u'\n')
                                 : value.toString();
        if (!text.isEmpty())
            texts << where + QString::number(role) + u": " + text;
    };
    const auto everyRole = [](const auto &ask) {
        constexpr int UsersOwn = 200;
        for (int role = 0; role < 40; ++role)
            ask(role);
        for (int role = Qt::UserRole; role < Qt::UserRole + UsersOwn; ++role)
            ask(role);
    };
    for (int column = 0; column < model.columnCount(parent); ++column) {
        if (!parent.isValid())
            everyRole([&](int role) { add(role, model.headerData(column, Qt::Horizontal, role)); });
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, column, parent);
            everyRole([&](int role) { add(role, model.data(index, role)); });
            if (column == 0)
                addModel(texts, model, index);
        }
    }
}

void addAccessible(QStringList &texts, QAccessibleInterface *object)
{
    if (!object || !object->isValid())
        return;
    for (const QAccessible::Text kind :
         {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help}) {
        if (const QString text = object->text(kind); !text.isEmpty())
            texts << QStringLiteral("heard: ") + text;
    }
    for (int child = 0; child < object->childCount(); ++child)
        addAccessible(texts, object->child(child));
}

} // namespace

QStringList seenTexts(QWidget &window, const QList<const QAbstractItemModel *> &models)
{
    QStringList texts;
    for (const QWidget *widget : QApplication::allWidgets()) {
        addProperties(texts, *widget);
        for (const QAction *action : widget->actions())
            addProperties(texts, *action);
    }
    for (const QAbstractItemModel *model : models)
        addModel(texts, *model);
    for (const QAbstractItemView *view : window.findChildren<QAbstractItemView *>()) {
        if (view->model() && !models.contains(view->model()))
            addModel(texts, *view->model());
    }
    for (QWidget *top : QApplication::topLevelWidgets()) {
        if (!top->isVisible())
            continue;
        QStringList painted;
        WordsDevice device(top->size(), painted);
        top->render(&device);
        for (const QString &text : painted)
            texts << QStringLiteral("painted: ") + text;
        addAccessible(texts, QAccessible::queryAccessibleInterface(top));
    }
    return texts;
}

QStringList toolTipsOf(QWidget &widget)
{
    constexpr int Step = 12;
    QStringList texts;
    for (int y = Step / 2; y < widget.height(); y += Step) {
        for (int x = Step / 2; x < widget.width(); x += Step * 4) {
            QHelpEvent event(QEvent::ToolTip, {x, y}, widget.mapToGlobal(QPoint(x, y)));
            QApplication::sendEvent(&widget, &event);
            texts << QStringLiteral("tool tip: ") + QToolTip::text();
        }
    }
    texts.removeDuplicates();
    return texts;
}

QStringList clipboardTexts()
{
    QStringList texts;
    const QMimeData *data = QGuiApplication::clipboard()->mimeData();
    for (const QString &format : data->formats())
        texts << format + u": " + QString::fromUtf8(data->data(format));
    return texts;
}
