// SPDX-FileCopyrightText: 2026 The Eventscope authors
// SPDX-License-Identifier: Apache-2.0
#include "core/transfer/importer.h"

#include "core/transfer/filereaders.h"
#include "core/transfer/formatguess.h"
#include "core/transfer/importedevents.h"
#include "core/transfer/inputbytes.h"
#include "core/transfer/mergecaptures.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace core {

namespace {

constexpr std::string_view ByteOrderMark = "\xef\xbb\xbf";

/// A descriptor that is closed at the end of a scope.
class OpenFile {
public:
    explicit OpenFile(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~OpenFile() { ::close(m_descriptor); }
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    int descriptor() const { return m_descriptor; }

private:
    const int m_descriptor;
};

Error openError(const std::filesystem::path &file, int code)
{
    auto kind = Error::Kind::Io;
    if (code == ENOENT || code == ENOTDIR)
        kind = Error::Kind::NotFound;
    else if (code == EACCES || code == EPERM)
        kind = Error::Kind::Denied;
    return {kind, file.string() + ": cannot be read: " + std::generic_category().message(code)};
}

std::uint64_t bytesOf(int descriptor)
{
    struct stat status {};
    const bool isPlain = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    return isPlain ? static_cast<std::uint64_t>(status.st_size) : 0;
}

using Read = Result<void> (*)(InputBytes &, ImportedEvents &, const ImportStep &);

Read readerOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Json:
        return readJson;
    case ExportFormat::Csv:
        return readCsv;
    case ExportFormat::Raw:
        return readRequests;
    case ExportFormat::Ndjson:
        break;
    }
    return readNdjson;
}

/// Reads what the guess needs: a line, at most a block or two.
Result<ExportFormat> formatOf(InputBytes &input, const ImportOptions &options)
{
    while (!input.isEnded() && input.window().find('\n') == std::string_view::npos &&
           input.window().size() < InputBytes::BlockBytes) {
        if (const auto more = input.more(); !more)
            return tl::unexpected(more.error());
    }
    if (input.window().starts_with(ByteOrderMark))
        input.pass(ByteOrderMark.size());
    if (options.format)
        return *options.format;
    const auto guessed = guessFormat(options.name, input.window());
    if (!guessed)
        return fail(Error::Kind::InvalidInput, options.name + ": " + guessed.error());
    return *guessed;
}

} // namespace

Result<Imported> importDescriptor(int descriptor, const ImportOptions &options, Intake &intake,
                                  ProgressMeter &progress, const std::stop_token &stop,
                                  const Clock &clock)
{
    progress.begin(bytesOf(descriptor));
    ImportedEvents events(intake, options, clock, stop);
    InputBytes input(descriptor, options.name, stop, [&events] { events.flush(); });
    const auto format = formatOf(input, options);
    if (!format)
        return tl::unexpected(format.error());
    const auto read = readerOf(*format)(
        input, events, [&] { progress.advance(input.position(), events.found()); });
    progress.advance(input.position(), events.found());
    Imported imported = events.finish();
    if (!read && imported.events == 0 && imported.refused == 0)
        return tl::unexpected(read.error());
    if (!read && imported.end == Imported::End::Done) {
        imported.end = Imported::End::Failed;
        imported.problem = read.error().detail;
    }
    return imported;
}

Result<Imported> importFile(const std::filesystem::path &file, const ImportOptions &options,
                            Intake &intake, ProgressMeter &progress, const std::stop_token &stop,
                            const Clock &clock)
{
    if (looksLikeCapture(file))
        return fail(Error::Kind::InvalidInput,
                    file.string() + ": this is a capture; merge it instead of importing it");
    const OpenFile opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (opened.descriptor() < 0)
        return tl::unexpected(openError(file, errno));
    struct stat status {};
    if (::fstat(opened.descriptor(), &status) == 0 && S_ISDIR(status.st_mode))
        return tl::unexpected(openError(file, EISDIR));
    return importDescriptor(opened.descriptor(), options, intake, progress, stop, clock);
}

} // namespace core
