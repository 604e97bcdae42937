// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace core {

/// Writes the text exposition format of Prometheus, version 0.0.4: families of samples, each with its help and type.
class PrometheusText {
public:
    static constexpr std::string_view ContentType = "text/plain; version=0.0.4; charset=utf-8";

    enum class Type : std::uint8_t { Counter, Gauge };
    /// A name of ours, and a value from anywhere that is UTF-8.
    using Label = std::pair<std::string_view, std::string_view>;

    /// The samples that follow are of this family. `name` is one that the format allows.
    void family(std::string_view name, Type type, std::string_view help);
    /// `number` as the format writes it: "12", "0.25", "+Inf".
    void sample(std::string_view number) { sample(std::string_view(), number); }
    void sample(std::uint64_t number) { sample(std::to_string(number)); }
    void sample(const Label &label, std::uint64_t number);
    void sample(const Label &first, const Label &second, std::uint64_t number);

    std::string take() { return std::move(m_text); }

private:
    void sample(std::string_view labels, std::string_view number);

    std::string m_text;
    std::string m_name; ///< of the family
};

} // namespace core
