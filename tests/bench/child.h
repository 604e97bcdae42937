// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace bench {

/// A program under measurement: started, asked for its address and its costs, and ended by SIGTERM
/// with the object. What goes wrong ends the benchmark with a sentence.
class Child {
public:
    /// `program` is a path or a name in PATH. Standard output goes to /dev/null.
    explicit Child(std::vector<std::string> command);
    ~Child();
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    /// Waits until it says `words` on its standard error, and answers the rest of that line.
    std::string waitFor(const std::string &words);
    /// Waits for `listening on http://HOST:PORT` and answers the address.
    std::string waitForAddress() { return waitFor("listening on "); }

    /// Processor time of each of its threads so far, in seconds, by thread number.
    std::map<pid_t, double> threadSeconds() const;
    /// Its bytes that lie in memory now (RSS), without pages of files.
    std::uint64_t residentBytes() const;
    /// Ends it by SIGTERM and waits.
    void stop();

private:
    std::string m_name;
    pid_t m_process = -1;
    int m_errors = -1; ///< read end of its standard error
};

/// Runs `command` to its end and answers what it wrote to standard output; a code other than 0 ends
/// the benchmark.
std::string outputOf(const std::vector<std::string> &command);

/// Processor seconds of the most active thread between two looks at threadSeconds().
double busiestThread(const std::map<pid_t, double> &before, const std::map<pid_t, double> &after);

/// The same of this process.
std::uint64_t residentBytes();

} // namespace bench
