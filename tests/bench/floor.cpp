// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// The floor of the table of budgets: one thread, epoll, a C parser, the rows and seals of a capture
// in SQLite, answers after the commit, nothing else. Binary mode only. Usage: floor FILE
#include "tests/bench/parserloop.h"
#include "tests/bench/rowstore.h"

#include <string>
#include <string_view>

namespace {

std::string_view field(const bench::PlainRequest &request, std::string_view name)
{
    for (const auto &[key, value] : request.fields) {
        if (key == name)
            return value;
    }
    return {};
}

std::string headOf(const bench::PlainRequest &request)
{
    std::string head = "POST / HTTP/1.1\r\n";
    for (const auto &[key, value] : request.fields) {
        head += key;
        head += ": ";
        head += value;
        head += "\r\n";
    }
    return head + "\r\n";
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    bench::RowStore store(arguments[1], bench::RowStore::Seals::PerCommit,
                          bench::RowStore::Checkpoints::Rare);
    return bench::ParserLoop(true,
                             [&store](const std::vector<bench::PlainRequest> &requests) {
                                 store.begin();
                                 for (const bench::PlainRequest &request : requests) {
                                     const std::string head = headOf(request);
                                     bench::PlainRow row;
                                     row.id = field(request, "ce-id");
                                     row.type = field(request, "ce-type");
                                     row.source = field(request, "ce-source");
                                     row.subject = field(request, "ce-subject");
                                     row.time = field(request, "ce-time");
                                     row.contentType = field(request, "Content-Type");
                                     row.head = head;
                                     row.text = request.body;
                                     store.insert(row);
                                 }
                                 store.commit();
                             })
        .run();
}
