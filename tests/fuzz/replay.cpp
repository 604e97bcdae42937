// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/property.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size);

// Goes once over the files and folders that are named, without libFuzzer: for seeds as a test, and
// for the input of a finding under any compiler and debugger.
int main(int count, char **names)
{
    namespace fs = std::filesystem;
    std::vector<fs::path> files;
    for (int i = 1; i < count; ++i) {
        std::error_code error;
        if (!fs::is_directory(names[i], error))
            files.emplace_back(names[i]);
        for (fs::directory_iterator each(names[i], error), end; !error && each != end;
             each.increment(error))
            files.push_back(each->path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path &file : files) {
        std::ifstream stream(file, std::ios::binary);
        const std::string input{std::istreambuf_iterator<char>(stream), {}};
        if (!stream) {
            std::cerr << "cannot read " << file << '\n';
            return 3;
        }
        std::cerr << file.filename().string() << '\n'; // the last one is the one that failed
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
    }
    if (files.empty()) {
        std::cerr << "no input\n";
        return 3;
    }
    return 0;
}
