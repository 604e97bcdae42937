// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/colours/colourrulesdialog.h"

#include "ui/eventtable/rowtints.h"
#include "ui/filterbar/filterfield.h"
#include "ui/filterbar/filterjudge.h"
#include "ui/models/eventtext.h"
#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {
namespace {

constexpr int ExpressionRole = Qt::UserRole;
constexpr int ColourRole = Qt::UserRole + 1;
constexpr int ColoursPerRow = 8;
constexpr qint64 MostFileBytes = qint64{MaxColourRules} * 8 * MaxRuleBytes; ///< with escapes

ColourRule ruleOf(const QListWidgetItem &item)
{
    return {item.data(ExpressionRole).toString(),
            static_cast<RowColour>(item.data(ColourRole).toInt()),
            item.checkState() == Qt::Checked};
}

QIcon swatchOf(const QColor &colour, int size)
{
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(QRectF(0, 0, size, size), 2, 2);
    painter.end();
    QIcon icon;
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Active})
        icon.addPixmap(pixmap, mode);
    return icon;
}

} // namespace

ColourRulesDialog::ColourRulesDialog(const ColourRules &rules, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_list(new QListWidget(this))
    , m_field(new FilterField(theme, this))
    , m_sentence(new QLabel(this))
    , m_remove(new QPushButton(tr("&Remove"), this))
    , m_up(new QPushButton(tr("Move &up"), this))
    , m_down(new QPushButton(tr("Move &down"), this))
{
    setWindowTitle(tr("Colour rules"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *head = new QLabel(
        tr("The first rule that an event passes gives its row the colour. What is valid counts at "
           "once."),
        this);
    head->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    const auto addButton = [&](const QString &words, auto order) {
        auto *button = buttons->addButton(words, QDialogButtonBox::ActionRole);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, order);
    };
    addButton(tr("&Import…"), &ColourRulesDialog::chooseImport);
    addButton(tr("&Export…"), &ColourRulesDialog::chooseExport);
    addButton(tr("De&faults"), [this] {
        fill(defaultColourRules());
        tell();
    });
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(head);
    rows->addWidget(makeList(), 1);
    rows->addWidget(makeEditor());
    rows->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_timer.setSingleShot(true);
    m_timer.setInterval(JudgedAfter);
    connect(&m_timer, &QTimer::timeout, this, &ColourRulesDialog::judge);
    theme.follow(this, [this, rows] {
        rows->setContentsMargins(m_theme.px(16), m_theme.px(16), m_theme.px(16), m_theme.px(12));
        rows->setSpacing(m_theme.px(8));
        m_sentence->setFont(m_theme.font(Face::Small));
        m_list->setFont(m_theme.font(Face::Mono));
        m_field->document()->setDocumentMargin(m_theme.px(5));
        m_field->setFixedHeight(m_theme.px(30));
        dressAll();
        resize(std::max(width(), m_theme.px(560)), std::max(height(), m_theme.px(440)));
    });
    fill(rules);
}

QWidget *ColourRulesDialog::makeList()
{
    m_list->setAccessibleName(tr("Colour rules"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->installEventFilter(this);
    auto *frame = new QWidget(this);
    auto *columns = new QHBoxLayout(frame);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->addWidget(m_list, 1);
    auto *orders = new QVBoxLayout;
    auto *add = new QPushButton(tr("&Add"), this);
    for (QPushButton *button : {add, m_remove, m_up, m_down}) {
        button->setAutoDefault(false);
        orders->addWidget(button);
    }
    orders->addStretch();
    columns->addLayout(orders);
    connect(add, &QPushButton::clicked, this, [this] { addRule({}); });
    connect(m_remove, &QPushButton::clicked, this, &ColourRulesDialog::remove);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_list, &QListWidget::currentItemChanged, this, &ColourRulesDialog::showCurrent);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        if (!m_isFilling)
            tell();
    });
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, [this] {
        if (!m_isFilling)
            tell();
    });
    return frame;
}

QWidget *ColourRulesDialog::makeEditor()
{
    auto *frame = new QWidget(this);
    auto *rows = new QVBoxLayout(frame);
    rows->setContentsMargins(0, 0, 0, 0);
    auto *head = new QLabel(tr("E&xpression"), frame);
    head->setBuddy(m_field);
    m_field->setAccessibleName(tr("Expression of the rule"));
    m_field->setFrameShape(QFrame::StyledPanel);
    m_field->installEventFilter(this);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    connect(m_field, &FilterField::edited, this, [this] { m_timer.start(); });
    rows->addWidget(head);
    rows->addWidget(m_field);
    rows->addWidget(m_sentence);
    auto *grid = new QGridLayout;
    grid->setSpacing(2);
    for (std::size_t place = 0; place < RowColourCount; ++place) {
        const auto colour = static_cast<RowColour>(place);
        auto *button = new QToolButton(frame);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(colourWord(colour));
        button->setToolTip(colourWord(colour));
        connect(button, &QToolButton::clicked, this, [this, colour] { setColour(colour); });
        grid->addWidget(button, static_cast<int>(place) / ColoursPerRow,
                        static_cast<int>(place) % ColoursPerRow);
        m_colours[place] = button;
    }
    grid->setColumnStretch(ColoursPerRow, 1);
    rows->addLayout(grid);
    return frame;
}

ColourRules ColourRulesDialog::rules() const
{
    ColourRules rules;
    for (int row = 0; row < m_list->count(); ++row) {
        const ColourRule rule = ruleOf(*m_list->item(row));
        if (!rule.expression.isEmpty()) // one that is being written
            rules.append(rule);
    }
    return rules;
}

void ColourRulesDialog::setSeen(SeenValues seen)
{
    m_seen = std::move(seen);
}

QString ColourRulesDialog::sentence() const
{
    return m_sentence->text();
}

QListWidgetItem *ColourRulesDialog::insert(int row, const ColourRule &rule)
{
    auto *item = new QListWidgetItem;
    item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
    item->setData(ExpressionRole, rule.expression);
    item->setData(ColourRole, static_cast<int>(rule.colour));
    item->setCheckState(rule.isOn ? Qt::Checked : Qt::Unchecked);
    dress(*item);
    m_list->insertItem(row, item);
    return item;
}

/// It looks as its rows do.
void ColourRulesDialog::dress(QListWidgetItem &item) const
{
    const ColourRule rule = ruleOf(item);
    const RowTint tint = tintOf(rule.colour, m_theme);
    item.setText(rule.expression.isEmpty() ? tr("(to be written)") : rule.expression);
    item.setIcon(swatchOf(plainColour(rule.colour, m_theme), m_theme.px(9)));
    item.setBackground(tint.ground);
    item.setForeground(m_theme.colour(QLatin1String("text")));
    item.setData(Qt::AccessibleTextRole, tr("%1, %2").arg(item.text(), colourWord(rule.colour)));
}

void ColourRulesDialog::dressAll()
{
    m_isFilling = true;
    for (int row = 0; row < m_list->count(); ++row)
        dress(*m_list->item(row));
    m_isFilling = false;
    for (std::size_t place = 0; place < RowColourCount; ++place) {
        QToolButton *button = m_colours[place];
        button->setIcon(
            swatchOf(plainColour(static_cast<RowColour>(place), m_theme), m_theme.px(14)));
        button->setIconSize(QSize(m_theme.px(14), m_theme.px(14)));
        button->setFixedSize(m_theme.px(28), m_theme.px(26));
    }
}

void ColourRulesDialog::fill(const ColourRules &rules)
{
    m_isFilling = true;
    m_list->clear();
    for (const ColourRule &rule : rules)
        insert(m_list->count(), rule);
    m_list->setCurrentRow(rules.isEmpty() ? -1 : 0);
    m_isFilling = false;
    showCurrent();
}

void ColourRulesDialog::addRule(const QString &expression)
{
    if (m_list->count() >= MaxColourRules)
        return say(tr("There are %1 rules already: remove one first.").arg(MaxColourRules),
                   "danger");
    // One that the newest rules do not have, so that it stands out.
    const auto colour = static_cast<RowColour>(m_list->count() % int{SeriesColourCount});
    m_isFilling = true;
    m_list->setCurrentItem(insert(0, {expression, colour, true}));
    m_isFilling = false;
    showCurrent();
    m_field->setFocus(Qt::OtherFocusReason);
    if (!expression.isEmpty())
        tell();
}

void ColourRulesDialog::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    showCurrent();
    tell();
}

void ColourRulesDialog::move(int step)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + step < 0 || row + step >= m_list->count())
        return;
    m_isFilling = true;
    QListWidgetItem *item = m_list->takeItem(row);
    m_list->insertItem(row + step, item);
    m_list->setCurrentItem(item);
    m_isFilling = false;
    showCurrent();
    tell();
}

void ColourRulesDialog::showCurrent()
{
    if (m_isFilling)
        return;
    m_timer.stop();
    const QListWidgetItem *item = m_list->currentItem();
    const int row = m_list->currentRow();
    m_field->setEnabled(item);
    m_remove->setEnabled(item);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(item && row + 1 < m_list->count());
    for (QToolButton *button : m_colours)
        button->setEnabled(item);
    m_field->setText(item ? ruleOf(*item).expression : QString());
    m_field->underline({}, "danger");
    if (item)
        m_colours[static_cast<std::size_t>(ruleOf(*item).colour)]->setChecked(true);
    say(item ? QString() : tr("Add a rule, or take the defaults."), "text3");
}

void ColourRulesDialog::setColour(RowColour colour)
{
    QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    m_isFilling = true;
    item->setData(ColourRole, static_cast<int>(colour));
    dress(*item);
    m_isFilling = false;
    tell();
}

/// As the filter bar does.
void ColourRulesDialog::judge()
{
    m_timer.stop();
    QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const QString text = m_field->text();
    FilterJudgement judged = judgeFilter(text, m_seen);
    if (judged.kind == FilterJudgement::Kind::Empty) {
        judged.kind = FilterJudgement::Kind::Invalid;
        judged.sentence = tr("Write which events are meant, for example type LIKE 'com.shop.%'.");
    } else if (text.toUtf8().size() > MaxRuleBytes) {
        judged.kind = FilterJudgement::Kind::Invalid;
        judged.sentence = tr("An expression has at most %1 bytes.").arg(MaxRuleBytes);
    }
    const bool isWrong = judged.kind == FilterJudgement::Kind::Invalid;
    if (isWrong && !ruleOf(*item).expression.isEmpty())
        judged.sentence += u' ' + tr("The rule stays as it was.");
    const char *token = isWrong                                            ? "danger"
                        : judged.kind == FilterJudgement::Kind::Suspicious ? "warning"
                                                                           : "text3";
    m_field->underline(judged.place, token);
    say(judged.sentence, token);
    if (isWrong || ruleOf(*item).expression == text)
        return;
    m_isFilling = true;
    item->setData(ExpressionRole, text);
    dress(*item);
    m_isFilling = false;
    tell();
}

void ColourRulesDialog::tell()
{
    emit changed(rules());
}

void ColourRulesDialog::say(const QString &sentence, const char *token)
{
    m_sentence->setText(sentence);
    QPalette colours = m_sentence->palette();
    colours.setColor(QPalette::WindowText, m_theme.colour(QLatin1String(token)));
    m_sentence->setPalette(colours);
    m_field->setAccessibleDescription(sentence);
}

void ColourRulesDialog::importFrom(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return say(tr("%1: %2.").arg(name, file.errorString()), "danger");
    const auto read = parseColourRules(file.read(MostFileBytes));
    if (!read)
        return say(QString::fromStdString(read.error().detail), "danger");
    fill(*read);
    tell();
}

void ColourRulesDialog::exportTo(const QString &name)
{
    QSaveFile file(name);
    const QByteArray json = colourRulesJson(rules());
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit())
        return say(tr("%1: %2.").arg(name, file.errorString()), "danger");
    say(tr("Wrote %1.").arg(name), "text3");
}

void ColourRulesDialog::chooseImport()
{
    auto *dialog =
        new QFileDialog(this, tr("Import colour rules"), {}, tr("Colour rules (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ColourRulesDialog::importFrom);
    dialog->open();
}

void ColourRulesDialog::chooseExport()
{
    auto *dialog =
        new QFileDialog(this, tr("Export colour rules"), {}, tr("Colour rules (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    connect(dialog, &QFileDialog::fileSelected, this, &ColourRulesDialog::exportTo);
    dialog->open();
}

bool ColourRulesDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_field && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
        judge();
        return true;
    }
    if (watched == m_list && key->modifiers() == Qt::AltModifier &&
        (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
        move(key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (watched == m_list && key->key() == Qt::Key_Delete && m_list->currentItem()) {
        remove();
        return true;
    }
    if (watched == m_list && key->key() == Qt::Key_Insert) {
        addRule({});
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ui
