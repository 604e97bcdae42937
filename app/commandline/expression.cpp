// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "app/commandline/expression.h"

#include "core/cesql/parser.h"
#include "core/event/unicodetext.h"

#include <algorithm>

namespace app {

namespace {

constexpr std::size_t MostBefore = 60; ///< characters of a line that are shown before the place
constexpr std::size_t MostFrom = 40;   ///< and from it on

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !core::isContinuation(c); }));
}

/// The first `count` characters.
std::string_view firstOf(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    while (end < text.size() && (count > 0 || core::isContinuation(text[end]))) {
        if (!core::isContinuation(text[end]))
            --count;
        ++end;
    }
    return text.substr(0, end);
}

std::string withoutControls(std::string_view text)
{
    std::string out(text);
    std::replace_if(
        out.begin(), out.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; }, ' ');
    return out;
}

} // namespace

std::string markedPlace(std::string_view text, core::ByteRange place)
{
    const std::size_t at = std::min<std::size_t>(place.offset, text.size());
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1; // npos + 1 is 0
    const std::string_view line =
        text.substr(begin, std::min(text.find('\n', at), text.size()) - begin);
    std::string_view before = line.substr(0, at - begin);
    std::string_view from = line.substr(at - begin);
    const std::size_t marked =
        std::clamp<std::size_t>(characters(from.substr(0, place.length)), 1, MostFrom);
    const std::size_t left = characters(before);
    std::string shown = "  ";
    if (left > MostBefore) {
        before.remove_prefix(firstOf(before, left - MostBefore).size());
        shown += "…";
    }
    shown += withoutControls(before);
    const std::size_t column = characters(shown);
    const std::string_view rest = firstOf(from, MostFrom);
    shown += withoutControls(rest);
    if (rest.size() < from.size())
        shown += "…";
    return shown + "\n" + std::string(column, ' ') + std::string(marked, '^');
}

OrFailure<core::cesql::Expression> expressionOf(const std::string &name, const std::string &text)
{
    auto expression = core::cesql::parse(text);
    if (!expression) {
        const core::cesql::SyntaxError &why = expression.error();
        std::string sentence = name;
        const bool isShown = why.rule != core::cesql::SyntaxRule::NotUtf8 &&
                             why.rule != core::cesql::SyntaxRule::TooLong && !text.empty();
        if (isShown)
            sentence +=
                ", character " +
                std::to_string(1 + characters(std::string_view(text).substr(
                                       0, std::min<std::size_t>(why.place.offset, text.size()))));
        sentence += ": " + why.message();
        if (isShown)
            sentence += "\n" + markedPlace(text, why.place);
        return wrongUsage(std::move(sentence));
    }
    if (expression->mixedAt())
        say(name + " is read from left to right: " + expression->parenthesised() +
            " (others read AND and OR without parentheses from right to left)");
    return *expression;
}

OrFailure<std::optional<core::cesql::Expression>> whereOf(const Arguments &arguments)
{
    const std::string *text = arguments.value(whereOption.name);
    if (!text)
        return std::nullopt;
    auto expression = expressionOf(std::string(whereOption.name), *text);
    if (!expression)
        return tl::unexpected(std::move(expression.error()));
    return std::move(*expression);
}

} // namespace app
