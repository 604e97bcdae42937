// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterbar.h"

#include "core/query/filterexpression.h"
#include "ui/filterbar/completionlist.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filtermemory.h"
#include "ui/filterbar/seenplaces.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace ui {

FilterBar::Look FilterBar::lookOf(FilterJudgement::Kind kind)
{
    switch (kind) {
    case FilterJudgement::Kind::Empty:
        break;
    case FilterJudgement::Kind::Valid:
        return {"valid", "success", "check"};
    case FilterJudgement::Kind::Invalid:
        return {"invalid", "danger", "refused"};
    case FilterJudgement::Kind::Suspicious:
        return {"suspicious", "warning", "warning"};
    }
    return {};
}

FilterBar::FilterBar(FilterMemory &memory, const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_memory(memory)
    , m_theme(theme)
    , m_layout(new QHBoxLayout(this))
    , m_icon(new QLabel(this))
    , m_field(new FilterField(theme, this))
    , m_sign(new QLabel(this))
    , m_save(makeButton("mark", tr("Save this filter (Ctrl+B)")))
    , m_clear(makeButton("close", tr("Show everything (Ctrl+Shift+L)")))
    , m_older(makeButton("chevron", tr("Filters used before (Ctrl+Up)")))
{
    setObjectName(QStringLiteral("filter"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_field);
    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_field, 1);
    for (QWidget *widget : {static_cast<QWidget *>(m_sign), static_cast<QWidget *>(m_save),
                            static_cast<QWidget *>(m_clear), static_cast<QWidget *>(m_older)})
        m_layout->addWidget(widget);
    m_timer.setSingleShot(true);
    m_timer.setInterval(JudgedAfter);
    m_field->installEventFilter(this);
    connect(&m_timer, &QTimer::timeout, this, &FilterBar::judge);
    connect(m_field, &FilterField::edited, this, &FilterBar::edited);
    connect(m_field, &FilterField::focusChanged, this, [this](bool hasFocus) {
        if (!hasFocus) {
            closeList();
            commit();
        }
        setProperty("focused", hasFocus);
        refreshLook();
    });
    connect(m_clear, &QToolButton::clicked, this, &FilterBar::clearRequested);
    connect(m_save, &QToolButton::clicked, this, &FilterBar::saveRequested);
    connect(m_older, &QToolButton::clicked, this, &FilterBar::showHistory);
    connect(&m_completions, &CompletionModel::itemsChanged, this, [this] {
        if (m_completions.rowCount() == 0)
            closeList();
    });
    theme.follow(this, [this] {
        setFixedHeight(m_theme.px(30));
        setMinimumWidth(m_theme.px(160));
        refreshLook();
        say(FilterJudgement(m_judgement));
    });
    showText();
}

FilterBar::~FilterBar()
{
    m_field->disconnect(this); // it loses the focus when it goes
    delete m_list;             // of the window
}

QToolButton *FilterBar::makeButton(const char *icon, const QString &words)
{
    auto *button = new QToolButton(this);
    button->setToolTip(words);
    button->setAccessibleName(words.left(words.indexOf(u'(')).trimmed());
    button->setFocusPolicy(Qt::TabFocus);
    m_theme.follow(button, [this, button, name = QLatin1String(icon)] {
        if (name == QLatin1String("chevron")) { // which points to the right
            button->setIcon(QPixmap(
                m_theme.icons()
                    .pixmap(name, m_theme.colour(QLatin1String("text2")), 16, devicePixelRatioF())
                    .transformed(QTransform().rotate(90))));
        } else {
            button->setIcon(m_theme.icons().icon(name, 16));
        }
        button->setIconSize({m_theme.px(16), m_theme.px(16)});
        button->setFixedSize(m_theme.px(24), m_theme.px(24));
    });
    return button;
}

void FilterBar::setSeen(SeenValues seen)
{
    m_completions.setSeen(nullptr);
    if (m_seen.places)
        m_seen.places->disconnect(this);
    m_seen = std::move(seen);
    m_completions.setSeen(&m_seen);
    if (m_seen.places)
        connect(m_seen.places, &SeenPlaces::taken, this, [this] {
            if (m_isOffering && !(m_list && m_list->isVisible() && m_list->isChosen()))
                offer(m_isOfferAsked);
        });
    closeList();
}

void FilterBar::setFilter(const core::EventFilter &filter, const ValueWord &word)
{
    const bool wasHiding = m_word != nullptr;
    m_word = word;
    if (filter != m_filter) {
        m_filter = filter;
        m_text = QString::fromStdString(core::expressionText(filter));
    } else if ((m_word != nullptr) == wasHiding && !m_isConcealed &&
               (m_isDraft || m_field->hasFocus())) {
        return; // it is being written: this is the answer
    }
    showText();
}

QString FilterBar::text() const
{
    return m_field->text();
}

void FilterBar::showText()
{
    m_isDraft = false;
    closeList();
    m_timer.stop();
    const QString shown = shownFilter(m_text, m_word);
    m_isConcealed = shown != m_text;
    m_age = -1;
    m_field->setReadOnly(m_isConcealed);
    m_field->setText(shown);
    FilterJudgement judgement = judgeFilter(m_text, m_seen);
    if (m_isConcealed) {
        judgement.place = {};
        judgement.remedy.reset();
        judgement.sentence =
            tr("Values that are hidden cannot be edited. Ctrl+Shift+L shows everything again.");
        if (judgement.kind == FilterJudgement::Kind::Suspicious)
            judgement.kind = FilterJudgement::Kind::Valid;
    }
    say(std::move(judgement));
}

void FilterBar::edited()
{
    m_isDraft = true;
    m_age = -1;
    m_timer.start();
    m_field->underline({}, "danger");
    m_sign->hide();
    m_clear->setVisible(!text().isEmpty());
    setLook({});
    offer(false);
}

void FilterBar::judge()
{
    m_timer.stop();
    if (m_isConcealed)
        return;
    FilterJudgement judgement = judgeFilter(text(), m_seen);
    // With the list open a person is still writing.
    if (judgement.kind == FilterJudgement::Kind::Invalid && m_list && m_list->isVisible())
        return;
    if (judgement.kind != FilterJudgement::Kind::Invalid) {
        m_text = text();
        m_isDraft = false;
        core::EventFilter filter =
            judgement.expression ? core::filterOf(*judgement.expression) : core::EventFilter();
        if (filter != m_filter) {
            m_filter = filter;
            emit filterChosen(filter);
        }
    }
    say(std::move(judgement));
}

/// A person is done with it.
void FilterBar::commit()
{
    if (m_timer.isActive())
        judge();
    if (m_isDraft || m_isConcealed)
        return;
    m_memory.remember(m_text);
    if (m_word)
        showText();
}

void FilterBar::refresh()
{
    if (m_judgement.kind == FilterJudgement::Kind::Suspicious && !m_timer.isActive() && !m_isDraft)
        say(judgeFilter(m_text, m_seen));
}

void FilterBar::say(FilterJudgement judgement)
{
    using Kind = FilterJudgement::Kind;
    m_judgement = std::move(judgement);
    const Kind kind = m_judgement.kind;
    const Look look = lookOf(kind);
    m_field->underline(m_judgement.place, look.ink);
    m_sign->setVisible(kind != Kind::Empty);
    m_sign->setPixmap(m_theme.icons().pixmap(QLatin1String(look.sign),
                                             m_theme.colour(QLatin1String(look.ink)), 16,
                                             devicePixelRatioF()));
    m_clear->setVisible(!text().isEmpty());
    m_save->setEnabled(kind == Kind::Valid || kind == Kind::Suspicious);
    setToolTip(text().toHtmlEscaped());
    setAccessibleName(text().isEmpty() ? tr("No filter: all events are shown")
                                       : tr("Filter: %1").arg(text()));
    m_field->setAccessibleDescription(m_judgement.sentence);
    setLook(look);
    emit judged();
}

void FilterBar::setLook(const Look &look)
{
    const QString validity = QString::fromLatin1(look.validity);
    if (property("validity").toString() == validity && property("validity").isValid())
        return;
    m_look = look;
    setProperty("validity", validity);
    refreshLook();
}

void FilterBar::refreshLook()
{
    m_icon->setPixmap(m_theme.icons().pixmap(QLatin1String("filter"),
                                             m_theme.colour(QLatin1String(m_look.ink)), 16,
                                             devicePixelRatioF()));
    // The frame of the focus is one wider; the words stay where they are.
    const int frame = property("focused").toBool() ? 2 : 1;
    m_layout->setContentsMargins(m_theme.px(10) - frame, 0, m_theme.px(4) - frame, 0);
    m_layout->setSpacing(m_theme.px(2));
    m_field->setContentsMargins(0, 0, 0, 0);
    m_icon->setFixedWidth(m_theme.px(16 + 5));
    m_sign->setFixedWidth(m_theme.px(16 + 6));
    m_sign->setAlignment(Qt::AlignCenter);
    style()->unpolish(this);
    style()->polish(this);
    update();
}

void FilterBar::write(const QString &text)
{
    if (m_isConcealed) {
        m_isConcealed = false;
        m_field->setReadOnly(false);
    }
    closeList();
    m_field->setText(text);
    m_isDraft = true;
    judge();
    if (!m_isDraft)
        m_memory.remember(m_text);
    if (m_word)
        showText();
}

void FilterBar::dropDraft()
{
    if (m_isDraft || m_timer.isActive())
        showText();
}

void FilterBar::takeRemedy()
{
    if (!m_judgement.remedy)
        return;
    const QString mended = m_judgement.remedy->text;
    m_field->replaceRange({0, int(text().size())}, mended);
    closeList();
    judge();
}

// Completion

void FilterBar::offer(bool isAsked)
{
    if (m_isConcealed)
        return;
    m_isOfferAsked = isAsked;
    const Utf8Places places(text());
    m_completions.complete(completionPlace(places.utf8(), places.byteAt(m_field->cursor())),
                           isAsked);
    if (m_completions.rowCount() == 0 || !m_field->hasFocus()) {
        closeList();
        m_isOffering = m_field->hasFocus();
        return;
    }
    m_isOffering = true;
    if (!m_list || m_list->parentWidget() != window()) {
        delete m_list;
        m_list = new CompletionList(m_completions, m_theme, window());
        connect(m_list, &CompletionList::taken, this, &FilterBar::take);
        connect(m_list, &QObject::destroyed, this, [this] { m_list = nullptr; });
        m_list->refresh();
    }
    QTextCursor cursor = m_field->textCursor();
    cursor.setPosition(places.range(m_completions.place().replaced).start);
    const QPoint below(m_field->cursorRect(cursor).left(), 0);
    m_list->showAt({m_field->viewport()->mapTo(window(), below).x() - m_theme.px(8 + 9 + 7),
                    mapTo(window(), QPoint(0, height())).y()});
}

void FilterBar::closeList()
{
    m_isOffering = false;
    if (m_list && m_list->isVisible()) {
        m_list->hide();
        if (m_isDraft)
            m_timer.start(); // what was not judged while it was open
    }
}

void FilterBar::take(int row)
{
    if (row < 0 || row >= m_completions.rowCount())
        return;
    const CompletionModel::Item item = m_completions.item(row);
    const Utf8Places places(text());
    TextRange range = places.range(m_completions.place().replaced);
    QString written = item.written;
    // A word is not glued to the one behind it, and a space that is there is not doubled.
    if (written.endsWith(u' ') && range.end() < text().size() && text()[range.end()] == u' ')
        written.chop(1);
    m_field->replaceRange(range, written, item.back);
    m_field->setFocus();
}

// Keys

bool FilterBar::takeListKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (!m_list || !m_list->isVisible())
        return false;
    constexpr int Page = 9;
    switch (key) {
    case Qt::Key_Down:
    case Qt::Key_Up:
        if (modifiers & Qt::ControlModifier)
            return false;
        m_list->move(key == Qt::Key_Down ? 1 : -1);
        return true;
    case Qt::Key_PageDown:
    case Qt::Key_PageUp:
        m_list->move(key == Qt::Key_PageDown ? Page : -Page);
        return true;
    case Qt::Key_Tab:
        take(m_list->currentRow());
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_list->isChosen())
            return false;
        take(m_list->currentRow());
        return true;
    case Qt::Key_Escape:
        closeList();
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
        closeList();
        return false;
    default:
        return false;
    }
}

bool FilterBar::takeKey(int key, Qt::KeyboardModifiers modifiers)
{
    switch (key) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        closeList();
        if (modifiers & Qt::AltModifier) {
            takeRemedy();
        } else {
            judge();
            commit();
        }
        return true;
    case Qt::Key_Escape:
        dropDraft();
        emit leaveRequested();
        return true;
    case Qt::Key_Space:
        if (!(modifiers & Qt::ControlModifier))
            return false;
        offer(true);
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (modifiers & Qt::ControlModifier)
            goBack(key == Qt::Key_Up ? 1 : -1);
        return true;
    default:
        return false;
    }
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        if (takeListKey(pressed->key(), pressed->modifiers()) ||
            takeKey(pressed->key(), pressed->modifiers()))
            return true;
    }
    // Windows have shortcuts for some of them.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *pressed = static_cast<QKeyEvent *>(event);
        if (pressed->key() == Qt::Key_Escape || pressed->key() == Qt::Key_Return) {
            event->accept();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void FilterBar::mousePressEvent(QMouseEvent *event)
{
    QFrame::mousePressEvent(event);
    m_field->setFocus(Qt::MouseFocusReason);
}

/// Where there is little room the text has it: the buttons have keys.
void FilterBar::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    constexpr int RoomForButtons = 320;
    const bool hasRoom = width() >= m_theme.px(RoomForButtons);
    m_save->setVisible(hasRoom);
    m_older->setVisible(hasRoom);
}

// History

void FilterBar::goBack(int steps)
{
    if (m_isConcealed)
        return;
    const qsizetype age = std::clamp(m_age + steps, qsizetype(-1), m_memory.history.size() - 1);
    if (age == m_age)
        return;
    if (m_age < 0)
        m_newest = text();
    // What stands there already is no step back.
    const QString wanted = age < 0 ? m_newest : m_memory.history[age];
    const bool isSame = wanted == text();
    m_age = age;
    if (isSame && steps > 0 && age + 1 < m_memory.history.size())
        return goBack(steps);
    m_field->replaceRange({0, int(text().size())}, wanted);
    m_age = age; // writing it counts as typing
    closeList();
}

void FilterBar::showHistory()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    constexpr qsizetype Most = 20;
    const QFontMetrics metrics(menu->font());
    for (const QString &text : m_memory.history.first(std::min(Most, m_memory.history.size()))) {
        const QString shown = shownFilter(text, m_word);
        if (shown.isEmpty())
            continue;
        menu->addAction(
            metrics.elidedText(shown, Qt::ElideRight, width()).replace(u'&', QStringLiteral("&&")),
            this, [this, text] { write(text); });
    }
    if (menu->isEmpty())
        menu->addAction(tr("No filters used yet"))->setEnabled(false);
    menu->popup(mapToGlobal(QPoint(0, height())));
}

} // namespace ui
