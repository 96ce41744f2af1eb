// The worker uses ankerl::unordered_dense for speed only. These are its names on the standard library's hash tables.
#pragma once

#include <cstddef>
#include <functional>
#include <unordered_map>
#include <unordered_set>

namespace ankerl::unordered_dense {

// The standard hash of an integer or a pointer is that value itself, and the worker's keys (SSRCs, addresses) are far
// from even in their low bits. One multiplication by 2^64 / golden ratio, high half folded down, spreads them.
template <typename Key>
struct hash {
  std::size_t operator()(const Key& key) const {
    const auto spread = static_cast<unsigned long long>(std::hash<Key>{}(key)) * 0x9e3779b97f4a7c15ULL;
    return static_cast<std::size_t>(spread ^ (spread >> 32));
  }
};

template <typename Key, typename Value, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
using map = std::unordered_map<Key, Value, Hash, Equal>;

template <typename Key, typename Hash = hash<Key>, typename Equal = std::equal_to<Key>>
using set = std::unordered_set<Key, Hash, Equal>;

}  // namespace ankerl::unordered_dense
