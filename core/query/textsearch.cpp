// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/query/textsearch.h"

#include "core/log/capturereader.h"
#include "core/log/searchreader.h"
#include "core/query/eventtext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <mutex>
#include <utility>

namespace core {

namespace {

constexpr std::size_t Workers = 2;
/// Pieces are blocks, but those of the first block: the first hits shall be seen at once.
constexpr std::uint64_t FirstPieceRows = 2 * TextSignature::GroupRows;
/// A slice ends with the group of rows in which this is over.
constexpr std::chrono::milliseconds SliceTime{1};

/// Which values of a dictionary match, looked at when they are first met. Used by one worker.
class MatchingCodes {
public:
    bool matches(ValueCode code, const Dictionary &dictionary, TextMatcher &matcher)
    {
        if (code < FirstCode)
            return false;
        if (code >= m_answers.size())
            m_answers.resize(dictionary.end(), Answer::Unknown);
        Answer &answer = m_answers[code];
        if (answer == Answer::Unknown)
            answer = matcher.matches(dictionary.text(code)) ? Answer::Yes : Answer::No;
        return answer == Answer::Yes;
    }

private:
    enum class Answer : std::uint8_t { Unknown, No, Yes };
    std::vector<Answer> m_answers;
};

} // namespace

/// Rows `from` … `to` - 1, given out piece by piece, each in one block.
struct TextSearch::Stretch {
    const std::uint64_t from;
    const std::uint64_t to;

    std::mutex mutex; ///< guards all below
    std::uint64_t next;
    std::map<std::uint64_t, RowBitmap> found; ///< finished pieces by their first row
    std::uint64_t undecided = 0;
    std::string problem;
    std::size_t working = 0; ///< workers that may still be in a step

    Stretch(std::uint64_t first, std::uint64_t end)
        : from(first)
        , to(end)
        , next(first)
    {
    }
};

/// Searches one piece after the other. Its steps run on the pool one at a time; between two stretches it rests.
class TextSearch::Worker {
public:
    Worker(const Columns &columns, std::filesystem::path file, const TextMatcher &matcher,
           Conceal conceal)
        : m_columns(columns)
        , m_file(std::move(file))
        , m_conceal(std::move(conceal))
        , m_matcher(matcher)
    {
    }

    /// A slice. False: there is nothing left of the stretch, or it cannot be read; then the worker is free again.
    bool step(Stretch &stretch)
    {
        if (goOn(stretch))
            return true;
        const std::lock_guard lock(stretch.mutex);
        --stretch.working;
        return false;
    }

private:
    bool goOn(Stretch &stretch)
    {
        const auto deadline = std::chrono::steady_clock::now() + SliceTime;
        do {
            if (m_seen == m_end && !takePiece(stretch))
                return false;
            if (const auto read = m_at < m_end ? searchGroup() : lookAtShown(); !read)
                return giveUp(stretch, read.error());
            if (m_seen == m_end)
                finishPiece(stretch);
        } while (std::chrono::steady_clock::now() < deadline);
        return true;
    }

    bool takePiece(Stretch &stretch)
    {
        {
            const std::lock_guard lock(stretch.mutex);
            if (stretch.next == stretch.to || !stretch.problem.empty())
                return false;
            m_from = stretch.next;
            const std::uint64_t rows =
                m_from < stretch.from + ColumnBlock::Rows ? FirstPieceRows : ColumnBlock::Rows;
            stretch.next = std::min(stretch.to, (m_from / rows + 1) * rows);
            m_end = stretch.next;
        }
        m_at = m_seen = m_from;
        m_hits.fill(0);
        if (!m_reader) {
            auto opened = SearchReader::open(m_file);
            if (!opened)
                return giveUp(stretch, opened.error());
            m_reader = std::move(*opened);
        }
        const std::uint64_t block = m_from / ColumnBlock::Rows;
        if (!m_matcher.grams().isEmpty() && (!m_signature || m_signedBlock != block)) {
            m_signature = m_reader->signature(block);
            m_signedBlock = block;
        }
        return true;
    }

    void finishPiece(Stretch &stretch)
    {
        RowBitmap piece(m_from);
        for (std::uint64_t row = m_from; row < m_end; row += 64) {
            const std::uint64_t count = std::min<std::uint64_t>(64, m_end - row);
            std::uint64_t word = 0;
            for (std::uint64_t bit = 0; bit < count; ++bit)
                word |= std::uint64_t{isHit(row + bit)} << bit;
            piece.append(word, static_cast<unsigned>(count));
        }
        const std::lock_guard lock(stretch.mutex);
        stretch.found.emplace(m_from, std::move(piece));
        stretch.undecided += m_matcher.undecided() - m_undecided;
        m_undecided = m_matcher.undecided();
    }

    bool giveUp(Stretch &stretch, const Error &error)
    {
        m_at = m_seen = m_end;
        const std::lock_guard lock(stretch.mutex);
        stretch.problem = error.detail;
        return false;
    }

    /// Takes hits back whose text is in what must not be seen, a page of them.
    Result<void> lookAtShown()
    {
        constexpr std::uint64_t EventsAtOnce = 32;
        while (m_conceal && m_seen < m_end && !isHit(m_seen))
            ++m_seen;
        if (!m_conceal || m_seen == m_end) {
            m_seen = m_end;
            return {};
        }
        if (!m_events) {
            auto opened = CaptureReader::open(m_file);
            if (!opened)
                return tl::unexpected(opened.error());
            m_events = std::move(*opened);
        }
        auto page =
            m_events->read(EventSequence{m_seen + 1}, std::min(EventsAtOnce, m_end - m_seen));
        if (!page)
            return tl::unexpected(page.error());
        const std::uint64_t from = m_seen;
        m_seen = page->empty() ? m_end : std::min(m_end, page->back().sequence.value);
        std::vector<std::uint8_t> isShown(m_seen - from); // what has left is not
        for (StoredEvent &event : *page) {
            const std::uint64_t row = event.sequence.value - 1;
            if (row < m_seen && isHit(row))
                isShown[row - from] = isInShown(std::move(event)) ? 1 : 0;
        }
        for (std::uint64_t row = from; row < m_seen; ++row)
            m_hits[row % ColumnBlock::Rows] = isShown[row - from];
        return {};
    }

    bool isInShown(StoredEvent event)
    {
        const auto shown = m_conceal(std::move(event));
        if (!shown)
            return false;
        const auto fields = m_shownFields.of({shown->event, shown->text});
        return std::any_of(fields.begin(), fields.end(), [this](std::string_view field) {
            return !field.empty() && m_matcher.matches(field);
        });
    }

    /// The rows from m_at on that one part of the signature speaks of, or a page of them.
    Result<void> searchGroup()
    {
        const std::uint64_t group = m_at % ColumnBlock::Rows / TextSignature::GroupRows;
        const std::uint64_t end =
            std::min(m_end, (m_at / TextSignature::GroupRows + 1) * TextSignature::GroupRows);
        m_at = std::min(end, std::max(m_at, m_columns.first()));
        const auto names = searchNames(end);
        const bool mayBeInText = !m_signature || m_signature->mayContain(group, m_matcher.grams());
        while (m_at < end && (!mayBeInText || isHit(m_at)))
            ++m_at;
        std::uint64_t last = end;
        while (last > m_at && isHit(last - 1))
            --last;
        if (last == m_at) {
            m_at = end;
            return {};
        }
        const auto next = m_reader->read(m_at + 1, last, names, [this](const SearchedRow &row) {
            if (!isHit(row.sequence - 1) && isInFields(row))
                setHit(row.sequence - 1);
        });
        if (!next)
            return tl::unexpected(next.error());
        m_at = *next == last + 1 ? end : *next - 1;
        return {};
    }

    /// Answers whether some names are only on disk.
    SearchReader::Names searchNames(std::uint64_t end)
    {
        if (m_at == end)
            return SearchReader::Names::Skip;
        const ColumnBlock &block = m_columns.block(m_at / ColumnBlock::Rows);
        bool haveCodes = true;
        for (std::uint64_t row = m_at; row < end; ++row) {
            const std::size_t i = row % ColumnBlock::Rows;
            if (m_types.matches(block.type[i], m_columns.types, m_matcher) ||
                m_sources.matches(block.source[i], m_columns.sources, m_matcher) ||
                m_subjects.matches(block.subject[i], m_columns.subjects, m_matcher) ||
                m_contentTypes.matches(block.contentType[i], m_columns.contentTypes, m_matcher))
                setHit(row);
            haveCodes = haveCodes && block.type[i] != OtherCode && block.source[i] != OtherCode &&
                        block.subject[i] != OtherCode && block.contentType[i] != OtherCode;
        }
        return haveCodes ? SearchReader::Names::Skip : SearchReader::Names::Read;
    }

    bool isInFields(const SearchedRow &row)
    {
        const auto fields = m_fields.of(row);
        return std::any_of(fields.begin(), fields.end(),
                           [this](std::string_view field) { return m_matcher.matches(field); });
    }

    bool isHit(std::uint64_t row) const { return m_hits[row % ColumnBlock::Rows] != 0; }
    void setHit(std::uint64_t row) { m_hits[row % ColumnBlock::Rows] = 1; }

    const Columns &m_columns;
    const std::filesystem::path m_file;
    const Conceal m_conceal;
    TextMatcher m_matcher;
    std::uint64_t m_undecided = 0; ///< told already
    std::unique_ptr<SearchReader> m_reader;
    SearchedFields m_fields;
    std::unique_ptr<CaptureReader> m_events; ///< where hits are looked at as they are shown
    EventFields m_shownFields;
    MatchingCodes m_types;
    MatchingCodes m_sources;
    MatchingCodes m_subjects;
    MatchingCodes m_contentTypes;
    std::optional<TextSignature> m_signature; ///< of the piece's block, m_signedBlock
    std::uint64_t m_signedBlock = 0;
    std::uint64_t m_from = 0; ///< of the piece
    std::uint64_t m_at = 0;   ///< rows below were searched
    std::uint64_t m_seen = 0; ///< … and those below this one looked at as they are shown
    std::uint64_t m_end = 0;
    std::array<std::uint8_t, ColumnBlock::Rows> m_hits{}; ///< by row in its block
};

TextSearch::TextSearch(const Columns &columns, std::filesystem::path file, ScanPool &pool)
    : m_columns(columns)
    , m_file(std::move(file))
    , m_tasks(pool)
{
}

TextSearch::~TextSearch() = default;

void TextSearch::setConceal(Conceal conceal)
{
    TextQuery query = m_query;
    static_cast<void>(setQuery({})); // no text is no expression
    m_conceal = std::move(conceal);
    static_cast<void>(setQuery(std::move(query))); // which was taken before
}

Result<void> TextSearch::setQuery(TextQuery query)
{
    if (query == m_query && m_problem.empty())
        return {};
    auto matcher = TextMatcher::make(query);
    if (!matcher)
        return tl::unexpected(matcher.error());
    m_tasks.drop();
    m_stretch.reset();
    m_workers.clear();
    m_hits = {};
    m_undecided = 0;
    m_problem.clear();
    m_query = std::move(query);
    m_matcher.reset();
    if (!m_query.text.empty())
        m_matcher.emplace(std::move(*matcher));
    return {};
}

bool TextSearch::advance()
{
    m_published = m_columns.published();
    const bool hasChanged = takeOver();
    if (!m_matcher || m_stretch || !m_problem.empty())
        return hasChanged;
    if (rowsSeen() == 0)
        m_hits = RowBitmap(m_columns.first());
    if (rowsSeen() < m_published)
        begin(rowsSeen(), m_published);
    return hasChanged;
}

void TextSearch::begin(std::uint64_t from, std::uint64_t to)
{
    m_stretch = std::make_shared<Stretch>(from, to);
    const std::uint64_t blocks = (to - 1) / ColumnBlock::Rows - from / ColumnBlock::Rows + 1;
    const std::size_t workers = std::min<std::uint64_t>(Workers, blocks);
    m_stretch->working = workers;
    for (std::size_t i = 0; i < workers; ++i) {
        if (i == m_workers.size())
            m_workers.push_back(std::make_shared<Worker>(m_columns, m_file, *m_matcher, m_conceal));
        m_tasks.run(
            [worker = m_workers[i], stretch = m_stretch] { return worker->step(*stretch); });
    }
}

bool TextSearch::takeOver()
{
    if (!m_stretch)
        return false;
    bool hasChanged = false;
    bool isDone = false;
    {
        const std::lock_guard lock(m_stretch->mutex);
        auto &found = m_stretch->found;
        while (!found.empty() && found.begin()->first == rowsSeen()) {
            m_hits.append(found.begin()->second);
            found.erase(found.begin());
            hasChanged = true;
        }
        m_undecided += std::exchange(m_stretch->undecided, 0);
        if (m_problem.empty() && !m_stretch->problem.empty()) {
            m_problem = m_stretch->problem;
            hasChanged = true;
        }
        isDone = m_stretch->working == 0;
    }
    if (isDone)
        m_stretch.reset();
    return hasChanged;
}

bool TextSearch::isComplete() const
{
    return !m_matcher || rowsSeen() == m_published;
}

} // namespace core
