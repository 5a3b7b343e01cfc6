// Silvervine for C++17: the C interface with owners, exceptions and std::string.
//
// What this file guarantees: every handle, buffer and error is freed once, whatever is thrown; a
// call that fails throws silvervine::Error and has changed nothing; no exception of a callback
// reaches the library. Requests and responses are JSON texts, so that no JSON library is forced on
// anybody; the hottest operations also take structures. Link with libsilvervine.
#ifndef SILVERVINE_HPP
#define SILVERVINE_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "silvervine.h"
#include "silvervine_base.hpp"
#include "silvervine_ops.hpp"

namespace silvervine {

/// The id that `text` names; throws where it names none.
inline SvId id(std::string_view text) {
    SvId id{};
    SvError *error = nullptr;
    detail::check(sv_id_parse(silvervine::text(text), &id, &error), error);
    return id;
}

/// The id at a place of a response, such as `/user/id`; throws where none is.
inline SvId id_in(std::string_view json, std::string_view pointer) {
    SvId id{};
    SvError *error = nullptr;
    detail::check(sv_id_in(text(json), text(pointer), &id, &error), error);
    return id;
}

/// The text of an id.
inline std::string to_string(SvId id) {
    char text[37];
    sv_id_format(id, text);
    return text;
}

/// How an engine is opened; see SvOpenOptions. Set what shall differ from the defaults.
struct OpenOptions {
    /// A path, `sqlite://path` or `:memory:`.
    std::string path = ":memory:";
    /// 32 bytes, or none.
    std::string root_key = {};
    /// For sync: at most 64 bytes.
    std::string device = {};
    /// All else. Its size, path, key and device are set from the above.
    SvOpenOptions more{};
};

/// Hears what changed until it ends. It may outlive its engine.
class Subscription {
public:
    /// Takes the subscription of another, which then holds none.
    Subscription(Subscription &&other) noexcept
        : handle_(std::exchange(other.handle_, nullptr)), heard_(std::move(other.heard_)) {}
    /// Ends the subscription that stood here before.
    Subscription &operator=(Subscription &&other) noexcept {
        if (this != &other) {
            end();
            handle_ = std::exchange(other.handle_, nullptr);
            heard_ = std::move(other.heard_);
        }
        return *this;
    }
    Subscription(const Subscription &) = delete;
    Subscription &operator=(const Subscription &) = delete;
    ~Subscription() { end(); }

    /// Waits for a change for at most `timeout_ms`: its JSON, or none.
    std::optional<std::string> poll(std::uint32_t timeout_ms) const {
        detail::Buffer out;
        SvError *error = nullptr;
        detail::check(sv_subscription_poll(handle_, timeout_ms, out.place(), &error), error);
        if (out.empty()) return std::nullopt;
        return out.text();
    }

private:
    friend class Engine;
    using Heard = std::function<void(std::string_view)>;

    explicit Subscription(Heard heard)
        : heard_(heard ? std::make_unique<Heard>(std::move(heard)) : nullptr) {}

    void end() noexcept { sv_unsubscribe(std::exchange(handle_, nullptr), nullptr); }

    static void changed(void *data, SvText changes) noexcept {
        try {
            (*static_cast<Heard *>(data))(std::string_view(changes.data, changes.len));
        } catch (...) {
            // There is nobody to tell: the thread is the library's.
        }
    }

    SvSubscription *handle_ = nullptr;
    std::unique_ptr<Heard> heard_;
};

/// What became of a submitted call: its JSON response, or its error.
struct Outcome {
    SvStatus status;
    std::string response;
    std::string error_code;
    std::string error_message;
    /// As `Error::json`; empty when the call succeeded.
    std::string error_json;
};

/// A submitted call. Its end leaves the call as it is: to cancel is to say so.
class Call {
public:
    /// Takes the call of another, which then holds none.
    Call(Call &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    /// Lets go of the call that stood here before.
    Call &operator=(Call &&other) noexcept {
        if (this != &other) {
            sv_call_free(handle_);
            handle_ = std::exchange(other.handle_, nullptr);
        }
        return *this;
    }
    Call(const Call &) = delete;
    Call &operator=(const Call &) = delete;
    ~Call() { sv_call_free(handle_); }

    /// Cancels the call if it has not begun: its callback hears SV_CANCELLED. One that has begun
    /// completes, and one that was answered is not changed.
    void cancel() const {
        SvError *error = nullptr;
        detail::check(sv_call_cancel(handle_, &error), error);
    }

private:
    friend class Engine;
    Call() = default;

    SvCall *handle_ = nullptr;
};

/// An open store. Safe to share between threads; it closes when it ends.
class Engine : public detail::Operations {
public:
    /// Opens a store with the default options: a path, `sqlite://path` or `:memory:`.
    static Engine open(std::string_view path) {
        OpenOptions options;
        options.path = path;
        return open(options);
    }

    /// Opens a store.
    static Engine open(const OpenOptions &options) {
        SvOpenOptions all = options.more;
        all.struct_size = sizeof all;
        all.path = text(options.path);
        all.device = optional_text(options.device);
        if (!options.root_key.empty()) {
            all.root_key = reinterpret_cast<const std::uint8_t *>(options.root_key.data());
            all.root_key_len = options.root_key.size();
        }
        Engine engine;
        SvError *error = nullptr;
        detail::check(sv_open(&all, &engine.handle_, &error), error);
        return engine;
    }

    Engine(Engine &&other) noexcept { handle_ = std::exchange(other.handle_, nullptr); }
    /// Closes the engine that stood here before.
    Engine &operator=(Engine &&other) noexcept {
        if (this != &other) {
            sv_close(handle_, nullptr);
            handle_ = std::exchange(other.handle_, nullptr);
        }
        return *this;
    }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;
    ~Engine() { sv_close(handle_, nullptr); }

    /// Ends all work and releases the store, and tells what the destructor could not. Closing again
    /// does nothing; other calls fail with SV_CLOSED.
    void close() {
        SvError *error = nullptr;
        detail::check(sv_close(handle_, &error), error);
    }

    /// Runs an operation by its name.
    std::string call(std::string_view operation, std::string_view request,
                     std::string_view context = {}) const {
        return detail::answer([&](SvBuffer *out, SvError **error) {
            return sv_call(handle_, optional_text(context), text(operation), text(request), out,
                           error);
        });
    }

    /// Queues an operation by its name. `heard` is called once, on a thread of the library, with
    /// what became of it; what it throws is dropped. The answer may be ignored.
    Call submit(std::string_view operation, std::string_view request,
                std::function<void(Outcome)> heard, std::string_view context = {}) const {
        Call made;
        auto data = std::make_unique<std::function<void(Outcome)>>(std::move(heard));
        SvError *error = nullptr;
        detail::check(sv_submit(handle_, optional_text(context), text(operation), text(request),
                                &answered, data.get(), &made.handle_, &error),
                      error);
        data.release();  // The callback owns it now.
        return made;
    }

    /// Hears of changes after each commit, on a thread of the library: of one user's, or of all
    /// when `user` is empty. What `heard` throws is dropped.
    Subscription subscribe(std::function<void(std::string_view)> heard,
                           std::string_view user = {}) const {
        Subscription made(std::move(heard));
        auto *callback = made.heard_ ? &Subscription::changed : nullptr;
        SvError *error = nullptr;
        detail::check(sv_subscribe(handle_, optional_text(user), callback, made.heard_.get(),
                                   &made.handle_, &error),
                      error);
        return made;
    }

    /// Keeps changes until they are asked for with `Subscription::poll`.
    Subscription subscribe(std::string_view user = {}) const { return subscribe(nullptr, user); }

    /// Does upkeep for about `budget_ms`: `{"done", "rows", "nextAtMs"}`.
    std::string maintain(std::uint32_t budget_ms) const {
        return detail::answer([&](SvBuffer *out, SvError **error) {
            return sv_maintain(handle_, budget_ms, out, error);
        });
    }

    /// Copies a consistent point of the store to a new file. `progress` hears the pages done and in
    /// all; false from it, or an exception, ends the copy with SV_CANCELLED.
    void backup(std::string_view path,
                std::function<bool(std::uint64_t, std::uint64_t)> progress = nullptr) const {
        SvError *error = nullptr;
        auto *callback = progress ? &step : nullptr;
        detail::check(sv_backup(handle_, text(path), callback, &progress, &error), error);
    }

    /// Hears the bytes, conversations and messages of an import or export; false ends it.
    using Transfer = std::function<bool(std::uint64_t, std::uint64_t, std::uint64_t)>;

    /// Imports the conversations of a file for a user: JSON in, such as `{"format":"chatgpt"}`, and
    /// the report out. `progress` hears bytes, conversations and messages; false from it, or an
    /// exception, ends the import between two conversations.
    std::string import_file(std::string_view user, std::string_view path,
                            std::string_view options = {}, Transfer progress = nullptr,
                            std::string_view context = {}) const {
        return detail::answer([&](SvBuffer *out, SvError **error) {
            auto *callback = progress ? &transfer_step : nullptr;
            return sv_import(handle_, optional_text(context), text(user), text(path),
                             optional_text(options), callback, &progress, out, error);
        });
    }

    /// Writes the conversations of a user to a new file: JSON in, such as `{"format":"markdown"}`,
    /// and how much was written out. False from `progress`, or an exception, ends it with
    /// SV_CANCELLED.
    std::string export_file(std::string_view user, std::string_view path,
                            std::string_view options = {}, Transfer progress = nullptr,
                            std::string_view context = {}) const {
        return detail::answer([&](SvBuffer *out, SvError **error) {
            auto *callback = progress ? &transfer_step : nullptr;
            return sv_export(handle_, optional_text(context), text(user), text(path),
                             optional_text(options), callback, &progress, out, error);
        });
    }

    /// What the engine says about itself, as JSON.
    std::string stats() const {
        return detail::answer(
            [&](SvBuffer *out, SvError **error) { return sv_stats(handle_, out, error); });
    }

    /// What is damaged, as a JSON array of sentences; `[]` means sound.
    std::string check_integrity() const {
        return detail::answer([&](SvBuffer *out, SvError **error) {
            return sv_check_integrity(handle_, out, error);
        });
    }

    /// The handle, for functions of the C interface. It stays this object's.
    SvEngine *handle() const noexcept { return handle_; }

private:
    Engine() = default;

    static void answered(void *data, SvStatus status, SvText response,
                         const SvError *error) noexcept {
        std::unique_ptr<std::function<void(Outcome)>> heard(
            static_cast<std::function<void(Outcome)> *>(data));
        try {
            Outcome outcome{status, {}, sv_error_code(error), sv_error_message(error), {}};
            detail::Buffer json;
            if (sv_error_json(error, json.place()) == SV_OK) outcome.error_json = json.text();
            if (response.data != nullptr) outcome.response.assign(response.data, response.len);
            (*heard)(std::move(outcome));
        } catch (...) {
            // There is nobody to tell: the thread is the library's.
        }
    }

    static bool transfer_step(void *data, std::uint64_t bytes, std::uint64_t conversations,
                              std::uint64_t messages) noexcept {
        try {
            return (*static_cast<Transfer *>(data))(bytes, conversations, messages);
        } catch (...) {
            return false;
        }
    }

    static bool step(void *data, std::uint64_t done, std::uint64_t all) noexcept {
        try {
            return (*static_cast<std::function<bool(std::uint64_t, std::uint64_t)> *>(data))(done,
                                                                                            all);
        } catch (...) {
            return false;
        }
    }
};

}  // namespace silvervine

#endif  // SILVERVINE_HPP
