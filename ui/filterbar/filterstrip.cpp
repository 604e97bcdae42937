// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/filterbar/filterstrip.h"

#include "ui/filterbar/filterjudge.h"
#include "ui/filterbar/filtermemory.h"
#include "ui/frame/wordsline.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace ui {

namespace {

constexpr int MaxName = 40;

/// An ampersand of a person is no mnemonic.
QString plain(QString name)
{
    return name.replace(u'&', QStringLiteral("&&"));
}

} // namespace

FilterStrip::FilterStrip(FilterMemory &memory, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_memory(memory)
    , m_theme(theme)
    , m_more(new QToolButton(this))
    , m_name(new QLineEdit(this))
    , m_icon(new QLabel(this))
    , m_words(new WordsLine(theme, this))
{
    setObjectName(QStringLiteral("filterstrip"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_more->setText(QStringLiteral("…"));
    m_more->setToolTip(tr("More saved filters"));
    m_more->setAccessibleName(tr("More saved filters"));
    m_name->setPlaceholderText(tr("Name of this filter"));
    m_name->setAccessibleName(tr("Name of this filter"));
    m_name->setMaxLength(MaxName);
    m_name->installEventFilter(this);
    m_name->hide();
    connect(m_more, &QToolButton::clicked, this, &FilterStrip::showMore);
    connect(m_name, &QLineEdit::returnPressed, this, &FilterStrip::takeName);
    connect(m_words, &WordsLine::linkActivated, this, [this] { emit remedyTaken(); });
    theme.follow(this, [this] {
        m_name->setFixedSize(m_theme.px(180), m_theme.px(24));
        rebuild();
        updateGeometry();
    });
}

QSize FilterStrip::sizeHint() const
{
    return {m_theme.px(400), m_theme.px(30)};
}

QSize FilterStrip::minimumSizeHint() const
{
    return {m_theme.px(100), m_theme.px(30)};
}

bool FilterStrip::isNaming() const
{
    return !m_naming.isNull();
}

bool FilterStrip::isEmpty() const
{
    return m_memory.saved.isEmpty() && sentence().isEmpty() && !isNaming();
}

QString FilterStrip::sentence() const
{
    return m_words->text();
}

void FilterStrip::setAnchor(int x)
{
    if (x != m_anchor) {
        m_anchor = x;
        arrange();
    }
}

void FilterStrip::setJudgement(const FilterJudgement &judgement, const QString &applied,
                               const ValueWord &word)
{
    using Kind = FilterJudgement::Kind;
    const bool wasHiding = m_word != nullptr;
    m_word = word;
    m_applied = applied;
    std::vector<Words> words;
    if (judgement.kind == FilterJudgement::Kind::Invalid)
        words.push_back({judgement.sentence + u' ' + tr("The table keeps the last valid filter."),
                         "text2", Face::Small, -1});
    else if (!judgement.sentence.isEmpty())
        words.push_back({judgement.sentence, "text2", Face::Small, -1});
    if (judgement.remedy) {
        words.push_back({QStringLiteral("  "), "text2", Face::Small, -1});
        words.push_back({judgement.remedy->words, "link", Face::Small, 0});
    }
    m_words->setWords(std::move(words));
    m_words->setToolTip(judgement.remedy ? m_words->text().toHtmlEscaped() + tr(" (Alt+Return)")
                                         : m_words->text().toHtmlEscaped());
    const bool isWrong = judgement.kind == Kind::Invalid;
    const bool isOdd = judgement.kind == Kind::Suspicious;
    m_icon->setPixmap(m_theme.icons().pixmap(QLatin1String(isWrong ? "refused"
                                                           : isOdd ? "warning"
                                                                   : "info"),
                                             m_theme.colour(QLatin1String(isWrong ? "danger"
                                                                          : isOdd ? "warning"
                                                                                  : "info")),
                                             14, devicePixelRatioF()));
    if (wasHiding != (word != nullptr)) {
        rebuild();
        return;
    }
    for (qsizetype index = 0; index < m_buttons.size(); ++index)
        m_buttons[index]->setChecked(m_memory.saved[index].text == applied);
    arrange();
    emit changed();
}

void FilterStrip::rebuild()
{
    for (QToolButton *button : m_buttons) { // one of them may have been clicked
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const SavedFilter &filter : m_memory.saved) {
        auto *button = new QToolButton(this);
        const int index = int(m_buttons.size());
        button->setObjectName(QStringLiteral("saved"));
        button->setText(plain(filter.name));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIcon(m_theme.icons().icon(QLatin1String("mark"), 14));
        button->setIconSize({m_theme.px(14), m_theme.px(14)});
        button->setCheckable(true);
        button->setChecked(filter.text == m_applied);
        button->setToolTip(shownFilter(filter.text, m_word).toHtmlEscaped());
        button->setAccessibleName(tr("Saved filter %1").arg(filter.name));
        button->setFixedHeight(m_theme.px(24));
        button->setContextMenuPolicy(Qt::CustomContextMenu);
        connect(button, &QToolButton::clicked, this, [this, index] {
            m_buttons[index]->setChecked(m_memory.saved[index].text == m_applied);
            emit chosen(m_memory.saved[index].text);
        });
        connect(button, &QWidget::customContextMenuRequested, this,
                [this, index](const QPoint &at) { showMenu(index, at); });
        m_buttons.append(button);
    }
    arrange();
    emit changed();
}

void FilterStrip::arrange()
{
    const int gap = m_theme.px(4);
    const int top = (height() - m_theme.px(24)) / 2;
    int left = m_theme.px(4);
    // A sentence has half of the row if it needs it.
    const int wanted = m_words->sizeHint().width() + m_theme.px(14 + 7 + 12);
    const int forWords = sentence().isEmpty() ? 0 : std::min(wanted, width() / 2);
    const int end = width() - forWords - m_theme.px(4);
    if (isNaming()) {
        m_name->move(left, top);
        left += m_name->width() + gap;
    }
    m_name->setVisible(isNaming());
    const int more = m_theme.px(30);
    bool isFull = false;
    for (qsizetype index = 0; index < m_buttons.size(); ++index) {
        QToolButton *button = m_buttons[index];
        const int needed = std::min(button->sizeHint().width(), m_theme.px(220));
        const bool isLast = index + 1 == m_buttons.size();
        isFull = isFull || left + needed + (isLast ? 0 : more + gap) > end;
        button->setVisible(!isFull);
        if (!isFull) {
            button->setGeometry(left, top, needed, m_theme.px(24));
            left += needed + gap;
        }
    }
    m_more->setVisible(isFull);
    if (isFull) {
        m_more->setGeometry(left, top, more, m_theme.px(24));
        left += more + gap;
    }
    m_icon->setVisible(forWords > 0);
    m_words->setVisible(forWords > 0);
    if (forWords > 0) {
        // Below the field, or further left if it is long.
        const int start = std::max(left, std::min(m_anchor, width() - wanted));
        m_icon->setGeometry(start, (height() - m_theme.px(14)) / 2, m_theme.px(14), m_theme.px(14));
        const int words = start + m_theme.px(14 + 7);
        m_words->setGeometry(words, 0, std::max(0, width() - words), height());
    }
}

void FilterStrip::askName(const QString &text)
{
    if (text.trimmed().isEmpty())
        return;
    m_naming = text;
    m_oldName.clear();
    m_name->clear();
    for (const SavedFilter &filter : m_memory.saved) {
        if (filter.text == text)
            m_name->setText(m_oldName = filter.name);
    }
    arrange();
    emit changed();
    m_name->selectAll();
    m_name->setFocus();
}

void FilterStrip::takeName()
{
    const QString name = m_name->text().simplified();
    if (name.isEmpty())
        return;
    auto &saved = m_memory.saved;
    if (!m_oldName.isEmpty() && name != m_oldName) {
        saved.removeIf([&](const SavedFilter &filter) { return filter.name == name; });
        for (SavedFilter &filter : saved) {
            if (filter.name == m_oldName)
                filter.name = name;
        }
    } else if (!m_memory.save(name, m_naming)) {
        m_name->setToolTip(
            tr("There are %1 saved filters. Delete one first.").arg(FilterMemory::MaxSaved));
        return;
    }
    endNaming();
}

void FilterStrip::endNaming()
{
    m_naming = QString();
    rebuild();
    emit named();
}

void FilterStrip::showMenu(int index, const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const SavedFilter filter = m_memory.saved[index];
    menu->addAction(tr("Rename…"), this, [this, filter] { askName(filter.text); });
    menu->addAction(tr("Delete"), this, [this, filter] {
        m_memory.saved.removeAll(filter);
        rebuild();
    });
    menu->popup(m_buttons[index]->mapToGlobal(at));
}

void FilterStrip::showMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (qsizetype index = 0; index < m_buttons.size(); ++index) {
        if (!m_buttons[index]->isVisible()) {
            const SavedFilter filter = m_memory.saved[index];
            menu->addAction(plain(filter.name), this, [this, filter] { emit chosen(filter.text); });
        }
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height())));
}

bool FilterStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_name && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    if (watched == m_name && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        endNaming();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void FilterStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace ui
