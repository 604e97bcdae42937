// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
//
// Single events over HTTP: `evs listen --quiet` against the floor (the same rows, nothing else),
// nginx that answers 204 and a bare loop, 32 keep-alive connections of wrk, one server after the
// other. Usage: bench_wire EVS FLOOR BARELOOP NGINX POST.LUA
#include "tests/bench/child.h"
#include "tests/bench/measure.h"

#include <QTemporaryDir>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <regex>

namespace {

constexpr int Rounds = 3;
constexpr const char *Load = "3s";

struct Measured {
    double requestsPerSecond = 0;
    double p99Milliseconds = 0;
    double threadMicroseconds = 0; ///< of the busiest thread, per request
};

double milliseconds(const std::string &number, const std::string &unit)
{
    const double value = std::stod(number);
    return unit == "us" ? value / 1000 : unit == "ms" ? value : value * 1000;
}

/// `url` under load; `server` is the process whose threads are looked at.
Measured load(const bench::Child &server, const std::string &url, const std::string &script,
              const std::string &ids)
{
    const auto before = server.threadSeconds();
    const std::string output = bench::outputOf(
        {"wrk", "-t1", "-c32", "-d", Load, "--latency", "-s", script, url, "--", ids});
    const auto after = server.threadSeconds();
    std::smatch rate;
    std::smatch p99;
    std::smatch count;
    if (!std::regex_search(output, rate, std::regex(R"(Requests/sec:\s+([0-9.]+))")) ||
        !std::regex_search(output, p99, std::regex(R"(99%\s+([0-9.]+)(us|ms|s))")) ||
        !std::regex_search(output, count, std::regex(R"((\d+) requests in)")))
        bench::giveUp("cannot read what wrk says: " + output);
    if (output.find("Non-2xx") != std::string::npos ||
        output.find("Socket errors") != std::string::npos)
        bench::giveUp("not every event was accepted: " + output);
    return {std::stod(rate[1]), milliseconds(p99[1], p99[2]),
            1e6 * bench::busiestThread(before, after) / std::stod(count[1])};
}

/// A port of 127.0.0.1 that was free a moment ago, for a server that cannot choose one itself.
int freePort()
{
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    ::bind(probe, generic, length);
    ::getsockname(probe, generic, &length);
    ::close(probe);
    return ntohs(address.sin_port);
}

bool accepts(int port)
{
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    const bool answered =
        ::connect(probe, reinterpret_cast<sockaddr *>(&address), sizeof(address)) == 0;
    ::close(probe);
    return answered;
}

/// One worker, no log, 204 for everything.
std::string writeNginxConfiguration(const std::string &folder, int port)
{
    const std::string path = folder + "/nginx.conf";
    std::ofstream(path) << "daemon off; master_process off; worker_processes 1; pid " << folder
                        << "/pid;\n"
                        << "error_log " << folder << "/error.log crit;\n"
                        << "events { worker_connections 256; }\n"
                        << "http { access_log off; keepalive_requests 1000000000;\n"
                        << "client_body_temp_path " << folder << "; proxy_temp_path " << folder
                        << ";\n"
                        << "fastcgi_temp_path " << folder << "; uwsgi_temp_path " << folder << ";\n"
                        << "scgi_temp_path " << folder << ";\n"
                        << "server { listen 127.0.0.1:" << port
                        << "; location / { return 204; } } }\n";
    return path;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 6)
        bench::giveUp("usage: bench_wire EVS FLOOR BARELOOP NGINX POST.LUA");
    const std::string evs = arguments[1];
    const std::string script = arguments[5];
    const QTemporaryDir folder;
    const std::string path = folder.path().toStdString();

    // A fresh capture per round: all contestants begin with an empty file.
    const auto measureEvs = [&](const char *ids) {
        const QTemporaryDir capture;
        bench::Child server({evs, "listen", "--quiet", "--listen", "127.0.0.1:0", "--log",
                             capture.filePath(QStringLiteral("evs.eventscope")).toStdString()});
        return load(server, server.waitForAddress(), script, ids);
    };
    const auto measureFloor = [&](const char *ids) {
        const QTemporaryDir capture;
        bench::Child server(
            {arguments[2], capture.filePath(QStringLiteral("floor.sqlite")).toStdString()});
        return load(server, server.waitForAddress(), script, ids);
    };
    const auto measureBareLoop = [&] {
        bench::Child server({arguments[3]});
        return load(server, server.waitForAddress(), script, "unique");
    };
    const auto measureNginx = [&] {
        const int port = freePort();
        bench::Child server({arguments[4], "-p", path, "-c", writeNginxConfiguration(path, port)});
        for (int tries = 0; !accepts(port); ++tries) {
            if (tries == 500)
                bench::giveUp("nginx does not start");
            ::usleep(10'000);
        }
        return load(server, "http://127.0.0.1:" + std::to_string(port), script, "unique");
    };

    std::vector<double> p99;
    std::vector<double> ourMicroseconds;
    std::vector<double> bareMicroseconds;
    const std::vector<double> rates =
        bench::medianInTurn(Rounds, {[&] {
                                         const Measured measured = measureEvs("unique");
                                         p99.push_back(measured.p99Milliseconds);
                                         ourMicroseconds.push_back(measured.threadMicroseconds);
                                         return measured.requestsPerSecond;
                                     },
                                     [&] { return measureFloor("unique").requestsPerSecond; },
                                     [&] { return measureNginx().requestsPerSecond; },
                                     [&] {
                                         const Measured measured = measureBareLoop();
                                         bareMicroseconds.push_back(measured.threadMicroseconds);
                                         return measured.requestsPerSecond;
                                     },
                                     [&] { return measureEvs("same").requestsPerSecond; },
                                     [&] { return measureFloor("same").requestsPerSecond; }});

    using Side = bench::Bound::Side;
    bench::report({"single events over HTTP, durable, unique ids",
                   rates[0],
                   "/s",
                   "floor",
                   rates[1],
                   {Side::AtLeast, 0.9, 1.0}});
    bench::report({"the same against nginx answering 204",
                   rates[0],
                   "/s",
                   "nginx",
                   rates[2],
                   {Side::AtLeast, 0.45, 0.6}});
    bench::report({"single events over HTTP, one id repeated",
                   rates[4],
                   "/s",
                   "floor",
                   rates[5],
                   {Side::AtLeast, 0.9, 1.0}});
    bench::report({"p99 of the answer, 32 connections",
                   bench::median(p99),
                   "ms",
                   "",
                   {},
                   {Side::AtMost, 10, {}}});
    bench::report({"processor time per request, receiving thread",
                   bench::median(ourMicroseconds),
                   "µs",
                   "bare loop (" + std::to_string(static_cast<int>(rates[3] / 1000)) + " k/s)",
                   bench::median(bareMicroseconds),
                   {Side::AtMost, 1.8, {}}});
    return 0;
}
