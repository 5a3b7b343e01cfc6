// The owners of silvervine.hpp: what is moved, thrown, re-entered and closed leaks nothing.
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <silvervine.hpp>
#include <stdexcept>
#include <string>
#include <thread>

using silvervine::Engine;
using silvervine::Error;

namespace {

void require(bool holds, const char *what) {
    if (holds) return;
    std::fprintf(stderr, "not so: %s\n", what);
    std::exit(1);
}

template <typename Call>
SvStatus status_of(Call call) {
    try {
        call();
    } catch (const Error &error) {
        return error.status();
    }
    return SV_OK;
}

void errors_carry_everything() {
    const auto engine = Engine::open(":memory:");
    try {
        engine.users().get("{}");
        require(false, "a request without its fields is refused");
    } catch (const Error &error) {
        require(error.status() == SV_VALIDATION && error.code() == "validation", "the code");
        require(error.json().find("\"field\":\"userId\"") != std::string::npos, "the details");
        require(!error.retryable() && std::string(error.what()).size() > 10, "the sentence");
    }
}

void handles_move_and_close() {
    auto first = Engine::open(":memory:");
    auto changes = first.subscribe();
    auto second = std::move(first);
    second.settings().set(R"({"key":"a","value":1})");
    auto moved = std::move(changes);
    require(moved.poll(1000).has_value(), "a moved subscription hears");
    second.close();
    second.close();
    require(status_of([&] { second.stats(); }) == SV_CLOSED, "a closed engine says so");
    require(status_of([&] { moved.poll(0); }) == SV_CLOSED, "and so does its subscription");
    second = Engine::open(":memory:");
    require(second.call("settings.list", "{}").front() == '{', "an engine takes another's place");
}

void callbacks_may_throw_and_call() {
    const auto engine = Engine::open(":memory:");
    std::mutex mutex;
    std::condition_variable filled;
    int told = 0;
    const auto tell = [&] {
        const std::lock_guard<std::mutex> lock(mutex);
        told++;
        filled.notify_all();
    };
    const auto changes = engine.subscribe([&](std::string_view) {
        tell();
        throw std::runtime_error("a listener throws");
    });
    engine.submit("settings.set", R"({"key":"b","value":2})", [&](silvervine::Outcome outcome) {
        require(outcome.status == SV_OK && !outcome.response.empty(), "the outcome");
        engine.settings().get(R"({"key":"b"})");
        tell();
        throw std::runtime_error("so does a callback");
    });
    engine.submit("settings.set", "[]", [&](silvervine::Outcome outcome) {
        require(outcome.error_code == "validation", "the refusal");
        tell();
    });
    std::unique_lock<std::mutex> lock(mutex);
    filled.wait(lock, [&] { return told >= 3; });
}

void calls_cancel_and_move() {
    auto engine = Engine::open(":memory:");
    std::atomic<int> told{0};
    const auto heard = [&](const silvervine::Outcome &outcome) {
        const bool cancelled = outcome.error_code == "cancelled";
        require(outcome.status == (cancelled ? SV_CANCELLED : SV_OK), "done or cancelled");
        require(cancelled == !outcome.error_json.empty(), "a refusal has its details");
        told++;
    };
    auto call = engine.submit("settings.set", R"({"key":"c","value":3})", heard);
    call.cancel();
    auto moved = std::move(call);
    moved.cancel();
    moved = engine.submit("settings.set", R"({"key":"d","value":4})", heard);
    require(status_of([&] { call.cancel(); }) == SV_INVALID_ARGUMENT, "it was moved away");
    engine.submit("settings.set", R"({"key":"e","value":5})", heard);
    while (told < 3) std::this_thread::yield();
    engine.close();
    moved.cancel();
    require(told == 3, "each is answered once");
}

void a_backup_ends_when_its_progress_throws(const std::string &folder) {
    auto engine = Engine::open(folder + "/live.db");
    const std::string filler(60000, 'x');
    for (int n = 0; n < 40; n++) {
        const auto key = "k" + std::to_string(n);
        engine.settings().set(R"({"key":")" + key + R"(","value":")" + filler + R"("})");
    }
    const auto stopped = status_of([&] {
        engine.backup(folder + "/broken.db", [](auto, auto) -> bool { throw 7; });
    });
    require(stopped == SV_CANCELLED, "an exception ends a backup");
    engine.backup(folder + "/whole.db", [](auto done, auto all) { return done <= all; });
    require(Engine::open(folder + "/whole.db").check_integrity() == "[]", "a backup opens");
}

void conversations_go_out_and_in(const std::string &folder) {
    auto engine = Engine::open(":memory:");
    const auto made = engine.call("users.register", R"({"email":"ada@example.org"})");
    const std::string before = R"("user":{"id":")";
    const auto user = made.substr(made.find(before) + before.size(), 36);
    const std::string path = folder + "/chats.json";
    {
        std::ofstream file(path);
        file << R"([{"role":"user","content":"Tea?"}])";
    }
    const auto report = engine.import_file(user, path, R"({"format":"messages"})");
    require(report.find(R"("created":1)") != std::string::npos, "a file is imported");
    std::uint64_t heard = 0;
    engine.export_file(user, folder + "/chats.md", R"({"format":"markdown"})",
                       [&](auto, auto, auto messages) { return (heard = messages) > 0; });
    require(heard == 1, "an export tells how far it is");
    const auto stopped = status_of([&] {
        engine.export_file(user, folder + "/cut.md", {}, [](auto, auto, auto) -> bool { throw 7; });
    });
    require(stopped == SV_CANCELLED, "an exception ends an export");
}

}  // namespace

int main(int argc, char **argv) {
    require(argc == 2, "the folder is named");
    errors_carry_everything();
    handles_move_and_close();
    callbacks_may_throw_and_call();
    calls_cancel_and_move();
    a_backup_ends_when_its_progress_throws(argv[1]);
    conversations_go_out_and_in(argv[1]);
    std::puts("the C++ owners hold");
}
