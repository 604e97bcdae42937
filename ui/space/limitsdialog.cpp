// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/space/limitsdialog.h"

#include "core/base/units.h"
#include "ui/models/eventtext.h"
#include "ui/models/spacetext.h"
#include "ui/space/limitswords.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace ui {

namespace {

constexpr std::array<quint64, 3> LimitUnits{core::MiB, core::GiB, 1024 * core::GiB};
constexpr std::array<qint64, 4> AgeUnits{60, 3600, 86400, 7 * 86400}; ///< seconds
constexpr double MostLimit = 99'999;                                  ///< of a unit
constexpr int MostAge = 9999;
constexpr int MostFiles = 99'999;
constexpr quint64 FirstRingSize = 512 * core::MiB; ///< what is offered first
constexpr int FirstFiles = 10;

/// The largest unit in which `value` is whole.
template<typename Value, std::size_t Count>
int wholeUnit(Value value, const std::array<Value, Count> &units)
{
    for (std::size_t unit = Count; unit-- > 0;) {
        if (value >= units[unit] && value % units[unit] == 0) {
            return int(unit);
        }
    }
    return 0;
}

/// An age as the fields can show it: in whole minutes, at least one. A terminal may say it more finely.
qint64 shownSeconds(std::chrono::seconds age)
{
    return std::max<qint64>(age.count() - age.count() % 60, 60);
}

} // namespace

LimitsDialog::LimitsDialog(const Now &now, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_now(now)
    , m_limit(new QDoubleSpinBox(this))
    , m_limitUnit(new QComboBox(this))
    , m_hasAge(new QCheckBox(tr("And no &longer than"), this))
    , m_age(new QSpinBox(this))
    , m_ageUnit(new QComboBox(this))
    , m_types(
          new PatternsEdit(QStringLiteral("com.shop.cart.updated\ndev.knative.samples.*"), this))
    , m_sources(new PatternsEdit(QStringLiteral("/probe\nhttps://10.*"), this))
    , m_hasRing(new QCheckBox(tr("&Go on in a new file at"), this))
    , m_ringSize(new QDoubleSpinBox(this))
    , m_ringSizeUnit(new QComboBox(this))
    , m_hasRingAge(new QCheckBox(tr("or a&fter"), this))
    , m_ringAge(new QSpinBox(this))
    , m_ringAgeUnit(new QComboBox(this))
    , m_hasRingFiles(new QCheckBox(tr("and &remove all but the newest"), this))
    , m_ringFiles(new QSpinBox(this))
    , m_consequence(new QLabel(this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setWindowTitle(tr("Limits of this capture"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_limit->setRange(0.1, MostLimit);
    m_limit->setDecimals(1);
    m_limit->setAccessibleName(tr("Keep at most"));
    m_limitUnit->addItems({QStringLiteral("MiB"), QStringLiteral("GiB"), QStringLiteral("TiB")});
    m_limitUnit->setAccessibleName(tr("Unit of the size"));
    m_age->setRange(1, MostAge);
    m_age->setAccessibleName(tr("No longer than"));
    m_ageUnit->addItems({tr("minutes"), tr("hours"), tr("days"), tr("weeks")});
    m_ageUnit->setAccessibleName(tr("Unit of the age"));
    m_types->setAccessibleName(tr("Types to leave out, one a line"));
    m_sources->setAccessibleName(tr("Sources to leave out, one a line"));
    m_consequence->setTextFormat(Qt::PlainText);
    m_consequence->setWordWrap(true);
    m_apply->setProperty("primary", true);
    m_apply->setDefault(true);

    const auto caption = [this](const QString &words, QWidget *buddy) {
        auto *label = new QLabel(words, this);
        label->setBuddy(buddy);
        return label;
    };
    const auto secondary = [this](const QString &words) {
        auto *label = new QLabel(words, this);
        label->setTextFormat(Qt::PlainText);
        label->setObjectName(QStringLiteral("secondary"));
        label->setWordWrap(true);
        return label;
    };
    auto *keep = new QGridLayout;
    keep->addWidget(caption(tr("Keep at &most"), m_limit), 0, 0);
    keep->addWidget(m_limit, 0, 1);
    keep->addWidget(m_limitUnit, 0, 2);
    keep->addWidget(secondary(tr("%1 now").arg(limitText(now.usedBytes))), 0, 3);
    keep->addWidget(m_hasAge, 1, 0);
    keep->addWidget(m_age, 1, 1);
    keep->addWidget(m_ageUnit, 1, 2);
    keep->setColumnStretch(3, 1);
    m_keepWords = secondary({});

    auto *leave = new QGridLayout;
    leave->addWidget(caption(tr("Leave out &types"), m_types), 0, 0);
    leave->addWidget(caption(tr("Leave out &sources"), m_sources), 0, 1);
    leave->addWidget(m_types, 1, 0);
    leave->addWidget(m_sources, 1, 1);
    const QString leaveWords = tr("One a line, exact, or with * at its end. What is left out is "
                                  "answered as if it were kept, counted, and not stored.");
    QLabel *const leaveLabel = secondary(
        now.leftOut == 0
            ? leaveWords
            : leaveWords + u' ' + tr("Left out so far: %1.").arg(groupedNumber(now.leftOut)));

    QLayout *const ringGrid = makeRing();
    QLabel *const ringWords = secondary(
        now.removedFiles == 0
            ? tr("Each file is a capture of its own. The newest is shown; the others are in the "
                 "Capture menu.")
            : tr("Each file is a capture of its own. Files removed so far: %1, with %2 events.")
                  .arg(groupedNumber(now.removedFiles), groupedNumber(now.removedEvents)));

    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(m_apply, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    auto *rows = new QVBoxLayout(this);
    rows->addLayout(keep);
    rows->addWidget(m_keepWords);
    rows->addSpacing(theme.px(10));
    rows->addLayout(ringGrid);
    rows->addWidget(ringWords);
    rows->addSpacing(theme.px(10));
    rows->addLayout(leave, 1);
    rows->addWidget(leaveLabel);
    rows->addWidget(m_consequence);
    rows->addWidget(buttons);
    theme.follow(this, [this, rows, keep, leave] {
        rows->setContentsMargins(m_theme.px(16), m_theme.px(16), m_theme.px(16), m_theme.px(12));
        rows->setSpacing(m_theme.px(8));
        keep->setHorizontalSpacing(m_theme.px(8));
        leave->setHorizontalSpacing(m_theme.px(12));
        for (PatternsEdit *edit : {m_types, m_sources}) {
            edit->setFont(m_theme.font(Face::Mono));
            edit->setMinimumHeight(m_theme.px(88));
        }
        m_limit->setFixedWidth(m_theme.px(92));
        m_age->setFixedWidth(m_theme.px(92));
        for (QWidget *field :
             {static_cast<QWidget *>(m_ringSize), static_cast<QWidget *>(m_ringAge),
              static_cast<QWidget *>(m_ringFiles)}) {
            field->setFixedWidth(m_theme.px(92));
        }
        // Two lines, so that the dialog never jumps.
        m_consequence->setMinimumHeight(m_theme.px(36));
        resize(m_theme.px(600), m_theme.px(560));
        judge();
    });

    fill(now.rules);
    connect(m_limit, &QDoubleSpinBox::valueChanged, this, &LimitsDialog::judge);
    connect(m_limitUnit, &QComboBox::currentIndexChanged, this, &LimitsDialog::judge);
    connect(m_hasAge, &QCheckBox::toggled, this, &LimitsDialog::judge);
    connect(m_age, &QSpinBox::valueChanged, this, &LimitsDialog::judge);
    connect(m_ageUnit, &QComboBox::currentIndexChanged, this, &LimitsDialog::judge);
    for (QCheckBox *box : {m_hasRing, m_hasRingAge, m_hasRingFiles}) {
        connect(box, &QCheckBox::toggled, this, &LimitsDialog::judge);
    }
    for (QComboBox *box : {m_ringSizeUnit, m_ringAgeUnit}) {
        connect(box, &QComboBox::currentIndexChanged, this, &LimitsDialog::judge);
    }
    connect(m_ringSize, &QDoubleSpinBox::valueChanged, this, &LimitsDialog::judge);
    connect(m_ringAge, &QSpinBox::valueChanged, this, &LimitsDialog::judge);
    connect(m_ringFiles, &QSpinBox::valueChanged, this, &LimitsDialog::judge);
    connect(m_types, &PatternsEdit::textChanged, this, &LimitsDialog::judge);
    connect(m_sources, &PatternsEdit::textChanged, this, &LimitsDialog::judge);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit chosen(rules());
        accept();
    });
    judge();
}

QLayout *LimitsDialog::makeRing()
{
    m_ringSize->setRange(0.1, MostLimit);
    m_ringSize->setDecimals(1);
    m_ringSize->setAccessibleName(tr("Go on in a new file at"));
    m_ringSizeUnit->addItems({QStringLiteral("MiB"), QStringLiteral("GiB"), QStringLiteral("TiB")});
    m_ringSizeUnit->setAccessibleName(tr("Unit of the size of a file"));
    m_ringAge->setRange(1, MostAge);
    m_ringAge->setAccessibleName(tr("Go on in a new file after"));
    m_ringAgeUnit->addItems({tr("minutes"), tr("hours"), tr("days"), tr("weeks")});
    m_ringAgeUnit->setAccessibleName(tr("Unit of the age of a file"));
    m_ringFiles->setRange(int(core::RingRules::MinFiles), MostFiles);
    m_ringFiles->setAccessibleName(tr("Files to keep"));
    auto *grid = new QGridLayout;
    grid->addWidget(m_hasRing, 0, 0);
    grid->addWidget(m_ringSize, 0, 1);
    grid->addWidget(m_ringSizeUnit, 0, 2);
    grid->addWidget(m_hasRingAge, 1, 0);
    grid->addWidget(m_ringAge, 1, 1);
    grid->addWidget(m_ringAgeUnit, 1, 2);
    grid->addWidget(m_hasRingFiles, 2, 0);
    grid->addWidget(m_ringFiles, 2, 1);
    grid->addWidget(new QLabel(tr("files"), this), 2, 2);
    grid->setColumnStretch(3, 1);
    m_theme.follow(grid, [this, grid] { grid->setHorizontalSpacing(m_theme.px(8)); });
    return grid;
}

/// What happens at the limit. Of a ring whole files leave, and only by their age and number.
QString LimitsDialog::keepWords() const
{
    if (m_hasRing->isChecked()) {
        const QString words = tr("No file of the ring has more: the next one goes on.");
        return m_hasAge->isChecked()
                   ? words + u' ' + tr("Files of which all events are older are removed.")
                   : words;
    }
    return m_now.evicted == 0
               ? tr("Then the oldest events leave, a small part of them at once. They are "
                    "counted, and the seals say that they were there.")
               : tr("Then the oldest events leave, a small part of them at once: %1 so far. "
                    "The seals say that they were there.")
                     .arg(groupedNumber(m_now.evicted));
}

void LimitsDialog::fill(const core::CaptureRules &rules)
{
    const int unit = wholeUnit<quint64>(rules.limitBytes, LimitUnits);
    m_limitUnit->setCurrentIndex(unit);
    m_limit->setValue(double(rules.limitBytes) / double(LimitUnits[std::size_t(unit)]));
    m_hasAge->setChecked(rules.maxAge.has_value());
    const qint64 age = rules.maxAge ? rules.maxAge->count() : 7 * 86400;
    const int ageUnit = wholeUnit<qint64>(age, AgeUnits);
    m_ageUnit->setCurrentIndex(ageUnit);
    m_age->setValue(int(std::clamp<qint64>(age / AgeUnits[std::size_t(ageUnit)], 1, MostAge)));
    m_types->setPatterns(rules.leftOutTypes);
    m_sources->setPatterns(rules.leftOutSources);
    m_hasRing->setChecked(rules.ring.has_value());
    const core::RingRules ring = rules.ring.value_or(
        core::RingRules{std::min<std::uint64_t>(FirstRingSize, rules.limitBytes), {}, 0});
    const quint64 bytes = ring.bytes == 0 ? rules.limitBytes : ring.bytes;
    const int sizeUnit = wholeUnit<quint64>(bytes, LimitUnits);
    m_ringSizeUnit->setCurrentIndex(sizeUnit);
    m_ringSize->setValue(double(bytes) / double(LimitUnits[std::size_t(sizeUnit)]));
    m_hasRingAge->setChecked(ring.age.count() > 0);
    const qint64 seconds = ring.age.count() > 0 ? shownSeconds(ring.age) : 3600;
    const int timeUnit = wholeUnit<qint64>(seconds, AgeUnits);
    m_ringAgeUnit->setCurrentIndex(timeUnit);
    m_ringAge->setValue(
        int(std::clamp<qint64>(seconds / AgeUnits[std::size_t(timeUnit)], 1, MostAge)));
    m_hasRingFiles->setChecked(ring.files > 0);
    m_ringFiles->setValue(int(std::clamp<std::uint64_t>(ring.files > 0 ? ring.files : FirstFiles,
                                                        core::RingRules::MinFiles, MostFiles)));
}

/// As it stands in the fields; what was not touched is as it was, however fine.
std::optional<core::RingRules> LimitsDialog::ring(quint64 limitBytes) const
{
    if (!m_hasRing->isChecked()) {
        return std::nullopt;
    }
    core::RingRules ring;
    ring.bytes = quint64(std::llround(
        m_ringSize->value() * double(LimitUnits[std::size_t(m_ringSizeUnit->currentIndex())])));
    if (ring.bytes == limitBytes && m_now.rules.ring && m_now.rules.ring->bytes == 0) {
        ring.bytes = 0;
    }
    if (m_hasRingAge->isChecked()) {
        ring.age = std::chrono::seconds(m_ringAge->value() *
                                        AgeUnits[std::size_t(m_ringAgeUnit->currentIndex())]);
        const std::chrono::seconds was =
            m_now.rules.ring ? m_now.rules.ring->age : std::chrono::seconds(0);
        if (was.count() > 0 && shownSeconds(was) == ring.age.count()) {
            ring.age = was;
        }
    }
    if (m_hasRingFiles->isChecked()) {
        ring.files = std::uint64_t(m_ringFiles->value());
    }
    return ring;
}

core::CaptureRules LimitsDialog::rules() const
{
    core::CaptureRules rules;
    rules.limitBytes = quint64(std::llround(
        m_limit->value() * double(LimitUnits[std::size_t(m_limitUnit->currentIndex())])));
    if (m_hasAge->isChecked()) {
        rules.maxAge =
            std::chrono::seconds(m_age->value() * AgeUnits[std::size_t(m_ageUnit->currentIndex())]);
    }
    rules.leftOutTypes = m_types->patterns();
    rules.leftOutSources = m_sources->patterns();
    rules.ring = ring(rules.limitBytes);
    return rules;
}

void LimitsDialog::addLeftOut(bool isSource, const QString &value)
{
    PatternsEdit *edit = isSource ? m_sources : m_types;
    core::CaptureRules::Patterns patterns = edit->patterns();
    patterns.insert(value.toStdString());
    edit->setPatterns(patterns);
    edit->setFocus();
    judge();
}

void LimitsDialog::setRedaction(const core::Redaction &redaction)
{
    m_types->setRedacted(redaction.isAbout("type"));
    m_sources->setRedacted(redaction.isAbout("source"));
}

void LimitsDialog::judge()
{
    const core::CaptureRules wanted = rules();
    m_age->setEnabled(m_hasAge->isChecked());
    m_ageUnit->setEnabled(m_hasAge->isChecked());
    for (QWidget *field :
         {static_cast<QWidget *>(m_ringSize), static_cast<QWidget *>(m_ringSizeUnit),
          static_cast<QWidget *>(m_hasRingAge), static_cast<QWidget *>(m_hasRingFiles)}) {
        field->setEnabled(m_hasRing->isChecked());
    }
    for (QWidget *field :
         {static_cast<QWidget *>(m_ringAge), static_cast<QWidget *>(m_ringAgeUnit)}) {
        field->setEnabled(m_hasRing->isChecked() && m_hasRingAge->isChecked());
    }
    m_keepWords->setText(keepWords());
    m_ringFiles->setEnabled(m_hasRing->isChecked() && m_hasRingFiles->isChecked());
    const bool isRingTooSmall =
        wanted.ring && wanted.ring->bytes != 0 && wanted.ring->bytes < core::RingRules::MinBytes;
    const bool isRingTooLarge = wanted.ring && wanted.ring->bytes > wanted.limitBytes;
    const bool isWrong =
        wanted.limitBytes < core::CaptureRules::MinLimit || isRingTooSmall || isRingTooLarge;
    const bool leavesAllOut =
        wanted.leftOutTypes.contains("*") || wanted.leftOutSources.contains("*");
    QString words = consequence(m_now.rules, wanted, m_now.usedBytes);
    if (wanted.limitBytes < core::CaptureRules::MinLimit) {
        words = tr("The least is %1.").arg(limitText(core::CaptureRules::MinLimit));
    } else if (isRingTooSmall) {
        words = tr("The least for a file is %1.").arg(limitText(core::RingRules::MinBytes));
    } else if (isRingTooLarge) {
        words =
            tr("A file cannot hold more than the limit of %1.").arg(limitText(wanted.limitBytes));
    } else if (words.isEmpty() && leavesAllOut) {
        words = tr("With * alone nothing is kept any more.");
    }
    m_consequence->setText(words);
    QPalette palette = m_consequence->palette();
    palette.setColor(QPalette::WindowText,
                     m_theme.colour(QLatin1String(isWrong ? "danger" : "warning")));
    m_consequence->setPalette(palette);
    m_apply->setEnabled(!isWrong && wanted != m_now.rules);
}

} // namespace ui
