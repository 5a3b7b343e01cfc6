// The main job in one run: two people on one file, from C++.
//
// They register, spend points down to a refusal, retry with one key, use up a month's chat
// allowance and cross into the next month, and chat in Chinese. The clock is the example's own.
//
//   c++ -std=c++17 quickstart.cpp $(pkg-config --cflags --libs silvervine) && ./a.out [DATABASE]
#include <cstdint>
#include <iostream>
#include <silvervine.hpp>
#include <stdexcept>
#include <string>

using silvervine::Engine;
using silvervine::Error;

namespace {

// 2026-01-30T08:00:00Z: two days before the month ends.
std::int64_t now_ms = 1769760000000;
constexpr std::int64_t day_ms = 86400000;

std::int64_t example_clock(void *data) { return *static_cast<const std::int64_t *>(data); }

// Runs what the story expects to be refused.
template <typename Call>
void refused(const char *code, Call call) {
    try {
        call();
    } catch (const Error &error) {
        if (error.code() != code) throw;
        std::cout << "  refused with " << error.code() << ": " << error.what() << '\n';
        return;
    }
    throw std::runtime_error(std::string("this ought to be refused with ") + code);
}

SvWalletConsumeResponse spend(const Engine &engine, SvId user, std::int64_t amount,
                              std::string_view key) {
    SvWalletConsumeRequest request{};
    request.user_id = user;
    request.amount = amount;
    request.idempotency_key = silvervine::text(key);
    return engine.wallet().consume(request);
}

void use(const Engine &engine, SvId user, std::int64_t amount, std::string_view key) {
    SvQuotaConsumeRequest request{};
    request.user_id = user;
    request.amount = amount;
    request.idempotency_key = silvervine::text(key);
    const auto used = engine.quota().consume(request);
    std::cout << "  used " << used.used << " of " << used.limit << '\n';
}

void chat(const Engine &engine, const std::string &user) {
    std::cout << "\nLi chats about a film\n";
    const auto begun =
        engine.sessions().create(R"({"userId":")" + user + R"(","title":"电影"})");
    auto role = SV_MESSAGE_ROLE_USER;
    for (const char *line : {"你看过《海上钢琴师》吗？", "看过，主角一生没有离开过那艘船。"}) {
        SvMessagesAppendRequest says{};
        says.user_id = silvervine::id(user);
        says.session_id = silvervine::id_in(begun, "/session/id");
        says.role = role;
        says.content = silvervine::text(line);
        engine.messages().append(says);
        std::cout << "  " << line << '\n';
        role = SV_MESSAGE_ROLE_ASSISTANT;
    }
}

void story(const std::string &path) {
    silvervine::OpenOptions options;
    options.path = path;
    options.root_key = std::string(32, 42);
    options.more.clock = example_clock;
    options.more.clock_data = &now_ms;
    auto engine = Engine::open(options);
    auto changes = engine.subscribe();

    const auto registered = [&](std::string_view request) {
        return silvervine::id_in(engine.users().register_(request), "/user/id");
    };
    const auto ada_id = registered(R"({"email":"Ada@Example.org"})");
    const auto li_id = registered(R"({"phone":"+86 138 0013 8000"})");
    const auto ada = silvervine::to_string(ada_id);
    const auto li = silvervine::to_string(li_id);
    std::cout << "two people registered\n\nAda spends her points\n";
    const auto spent = spend(engine, ada_id, 60, "image-0");
    std::cout << "  a portrait for 60: " << spent.balance << " left\n";
    refused("insufficient_points", [&] { spend(engine, ada_id, 80, "image-1"); });

    std::cout << "\nLi's client sends the same request three times\n";
    for (int delivery = 1; delivery <= 3; delivery++) {
        const auto again = spend(engine, li_id, 30, "poster-of-the-day");
        std::cout << "  balance " << again.balance << (again.replayed ? ", replayed\n" : "\n");
    }
    refused("idempotency_mismatch", [&] { spend(engine, li_id, 31, "poster-of-the-day"); });

    std::cout << "\nAda uses up January and crosses into February\n";
    use(engine, ada_id, 85, "a");
    use(engine, ada_id, 15, "b");
    refused("quota_exceeded", [&] { use(engine, ada_id, 1, "c"); });
    now_ms += 3 * day_ms;
    use(engine, ada_id, 1, "c");
    chat(engine, li);

    // On behalf of somebody: Ada may read her own wallet and not Li's.
    const auto as_ada = engine.wallet(R"({"actor":{"type":"user","id":")" + ada + R"("}})");
    std::cout << "\nAda's ledger: " << as_ada.verify(R"({"userId":")" + ada + R"("})") << '\n';
    refused("permission_denied", [&] { as_ada.balance(R"({"userId":")" + li + R"("})"); });
    if (!changes.poll(1000)) throw std::runtime_error("no change was announced");
    std::cout << "damage of the file: " << engine.check_integrity() << '\n';
    engine.close();
}

}  // namespace

int main(int argc, char **argv) {
    try {
        story(argc > 1 ? argv[1] : ":memory:");
    } catch (const std::exception &error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
