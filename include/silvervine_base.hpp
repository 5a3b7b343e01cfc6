// What the classes of silvervine.hpp stand on: texts, errors, and the owner of a buffer.
//
// silvervine.hpp includes this file; include that one.
#ifndef SILVERVINE_BASE_HPP
#define SILVERVINE_BASE_HPP

#ifndef SILVERVINE_HPP
#error "include silvervine.hpp, which includes this file"
#endif

#include <exception>
#include <string>
#include <string_view>

#include "silvervine.h"

namespace silvervine {

/// A text for the C interface. It lends `text`; an empty one with no address is absent.
inline SvText text(std::string_view text) noexcept { return SvText{text.data(), text.size()}; }

/// A text that is absent when it is empty.
inline SvText optional_text(std::string_view text) noexcept {
    return text.empty() ? SvText{nullptr, 0} : silvervine::text(text);
}

/// Why a call failed.
class Error : public std::exception {
public:
    /// Takes what a function answered, and frees it.
    Error(SvStatus status, SvError *error)
        : status_(status),
          retryable_(sv_error_retryable(error)),
          code_(sv_error_code(error)),
          message_(sv_error_message(error)) {
        SvBuffer json{};
        if (sv_error_json(error, &json) == SV_OK) json_.assign(json.data, json.len);
        sv_buffer_free(&json);
        sv_error_free(error);
    }

    /// What happened and what to do, for a person.
    const char *what() const noexcept override { return message_.c_str(); }
    /// One of the SV_ statuses.
    SvStatus status() const noexcept { return status_; }
    /// The stable code, such as `insufficient_points`.
    const std::string &code() const noexcept { return code_; }
    /// Whether the same call may succeed later without being changed.
    bool retryable() const noexcept { return retryable_; }
    /// All of it as JSON, with the values that a program needs in `details`.
    const std::string &json() const noexcept { return json_; }

private:
    SvStatus status_;
    bool retryable_;
    std::string code_;
    std::string message_;
    std::string json_;
};

namespace detail {

// By reference: the order of arguments is open, and the call that is one of them writes the error.
inline void check(SvStatus status, SvError *const &error) {
    if (status != SV_OK) throw Error(status, error);
}

/// Owns what the library wrote.
class Buffer {
public:
    Buffer() = default;
    Buffer(const Buffer &) = delete;
    Buffer &operator=(const Buffer &) = delete;
    ~Buffer() { sv_buffer_free(&buffer_); }
    SvBuffer *place() noexcept { return &buffer_; }
    bool empty() const noexcept { return buffer_.data == nullptr; }
    std::string text() const {
        return empty() ? std::string() : std::string(buffer_.data, buffer_.len);
    }

private:
    SvBuffer buffer_{};
};

/// Calls a function that writes a buffer.
template <typename Call>
std::string answer(Call call) {
    Buffer out;
    SvError *error = nullptr;
    check(call(out.place(), &error), error);
    return out.text();
}

/// What every module's class shares: the engine, and on whose behalf.
class Module {
public:
    Module(SvEngine *engine, std::string_view context) : engine_(engine), context_(context) {}

protected:
    using Named = SvStatus (*)(const SvEngine *, SvText, SvText, SvBuffer *, SvError **);

    std::string named(Named function, std::string_view request) const {
        return answer([&](SvBuffer *out, SvError **error) {
            return function(engine_, optional_text(context_), text(request), out, error);
        });
    }

    template <typename Response, typename Function, typename Request>
    Response flat(Function function, Request request) const {
        Response response{};
        response.struct_size = sizeof response;
        request.struct_size = sizeof request;
        SvError *error = nullptr;
        check(function(engine_, optional_text(context_), &request, &response, &error), error);
        return response;
    }

private:
    SvEngine *engine_;
    std::string context_;
};

}  // namespace detail
}  // namespace silvervine

#endif  // SILVERVINE_BASE_HPP
