// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/filterbar/completionplace.h"
#include "ui/filterbar/valuesearch.h"

#include <QAbstractListModel>
#include <QColor>
#include <QTimer>

#include <memory>
#include <optional>

namespace ui {

/// What may be written at the cursor of the filter: attributes, functions and words of the language that begin so, values
/// seen that hold it, those with the most events first. Values are looked for a little at a key and the rest in between.
class CompletionModel : public QAbstractListModel {
    Q_OBJECT
public:
    struct Item {
        enum class Kind { Attribute, Function, Keyword, Value };
        Kind kind = Kind::Keyword;
        QString shown;
        QString written; ///< in the place of what was typed
        QString meaning; ///< of a function: how it is called; of what has values: one of them
        int back = 0;    ///< how far before the end of `written` the cursor stands then
        std::optional<quint64> count{};
        QColor swatch{}; ///< not valid: none
    };
    enum Role : int { MeaningRole = Qt::UserRole, CountRole, SwatchRole, KindRole };

    explicit CompletionModel(QObject *parent = nullptr);

    /// What completion knows of the capture; outlives it or is replaced.
    void setSeen(const SeenValues *seen);
    /// Offers what fits there. `isAsked`: a person asked for it; otherwise words need a first letter.
    void complete(const CompletionPlace &place, bool isAsked);
    void clear();
    const CompletionPlace &place() const { return m_place; }
    const Item &item(int row) const { return m_items[std::size_t(row)]; }
    /// `Tab completes · 2 of 11 types`
    QString summary() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    /// Other items, or another summary.
    void itemsChanged();

private:
    void search();
    void show(bool isAsked);
    void addWords(std::vector<Item> &items) const;
    void addValues(std::vector<Item> &items) const;
    void addExtensions(std::vector<Item> &items) const;
    void addFindings(std::vector<Item> &items) const;
    void addPlaces(std::vector<Item> &items);
    void addPlaceValues(std::vector<Item> &items);
    const core::EventSurvey *survey() const;
    bool isOffered(const QString &text) const;

    const SeenValues *m_seen = nullptr;
    CompletionPlace m_place;
    bool m_isAsked = false;
    std::vector<Item> m_items;
    std::unique_ptr<ValueSearch> m_search;
    quint64 m_places = 0; ///< of data that could stand there; 0: it is not about them
    quint64 m_offeredPlaces = 0;
    QTimer m_timer; ///< goes on searching
};

} // namespace ui
