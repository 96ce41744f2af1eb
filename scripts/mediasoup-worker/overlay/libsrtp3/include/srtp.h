// The calls of libsrtp 3 that the worker makes, carried out by libsrtp 2. Two things differ between the versions:
//  - 3 hides its policy behind a pointer with setters, 2 has a struct to fill in;
//  - 3 reads one buffer and writes another and is told the room there, 2 works in place and trusts the caller.
// The functions that exist in both versions are added as C++ overloads: their arguments differ in type.
#pragma once

// 2 names its struct as 3 names its pointer.
#define srtp_policy_t srtp2_policy_struct
#include <srtp2/srtp.h>
#undef srtp_policy_t

#include <array>
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

// Failures that only 3 has names for; the values lie outside those of 2.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

struct srtp3_policy {
  srtp_ssrc_t ssrc{};
  srtp_profile_t profile{srtp_profile_reserved};
  std::array<unsigned char, SRTP_MAX_KEY_LEN> key_and_salt{};
  std::size_t window{128};
  bool repeat_allowed{false};

  ~srtp3_policy() {
    // Through a volatile pointer, or the compiler drops writes to memory that is about to be freed.
    volatile unsigned char* bytes = key_and_salt.data();
    for (std::size_t at = 0; at < key_and_salt.size(); ++at) bytes[at] = 0;
  }
};
using srtp_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy) {
  *policy = new (std::nothrow) srtp3_policy;
  return *policy == nullptr ? srtp_err_status_alloc_fail : srtp_err_status_ok;
}

inline void srtp_policy_destroy(srtp_policy_t policy) { delete policy; }

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc) {
  policy->ssrc = ssrc;
  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile) {
  policy->profile = profile;
  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_add_key(
    srtp_policy_t policy,
    const std::uint8_t* key,
    std::size_t key_length,
    const std::uint8_t* salt,
    std::size_t salt_length,
    const std::uint8_t* /* key identifier */,
    std::size_t identifier_length) {
  // WebRTC has one key for each direction, so identifiers of several are not carried over.
  if (identifier_length != 0 || key_length + salt_length > policy->key_and_salt.size()) return srtp_err_status_bad_param;
  std::memcpy(policy->key_and_salt.data(), key, key_length);
  std::memcpy(policy->key_and_salt.data() + key_length, salt, salt_length);
  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allowed) {
  policy->repeat_allowed = allowed;
  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, std::size_t packets) {
  policy->window = packets;
  return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy) {
  srtp2_policy_struct filled{};
  srtp_err_status_t status = srtp_crypto_policy_set_from_profile_for_rtp(&filled.rtp, policy->profile);
  if (status != srtp_err_status_ok) return status;
  status = srtp_crypto_policy_set_from_profile_for_rtcp(&filled.rtcp, policy->profile);
  if (status != srtp_err_status_ok) return status;
  filled.ssrc            = policy->ssrc;
  filled.key             = policy->key_and_salt.data();
  filled.window_size     = policy->window;
  filled.allow_repeat_tx = policy->repeat_allowed ? 1 : 0;
  // The session copies the key, so the policy may go afterwards.
  return srtp_create(session, static_cast<const srtp2_policy_struct*>(&filled));
}

inline srtp_err_status_t srtp_stream_remove(srtp_t session, std::uint32_t ssrc) {
  return srtp_remove_stream(session, ssrc);
}

namespace srtp3_on_2 {

using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

// `growth` is what the call may append; the output must have room for it, since libsrtp 2 does not look.
inline srtp_err_status_t run(
    InPlace call,
    std::size_t growth,
    srtp_t session,
    const std::uint8_t* in,
    std::size_t in_length,
    std::uint8_t* out,
    std::size_t* out_length) {
  if (in_length > INT_MAX - growth || *out_length < in_length + growth) return srtp_err_status_buffer_small;
  if (out != in) std::memmove(out, in, in_length);
  int length                     = static_cast<int>(in_length);
  const srtp_err_status_t status = call(session, out, &length);
  if (status == srtp_err_status_ok) *out_length = static_cast<std::size_t>(length);
  return status;
}

constexpr std::size_t rtp_growth{SRTP_MAX_TRAILER_LEN};
// RTCP also carries its 32 bit packet index.
constexpr std::size_t rtcp_growth{SRTP_MAX_TRAILER_LEN + 4};

}  // namespace srtp3_on_2

inline srtp_err_status_t srtp_protect(
    srtp_t session, const std::uint8_t* in, std::size_t in_length, std::uint8_t* out, std::size_t* out_length, std::size_t) {
  const srtp3_on_2::InPlace call = srtp_protect;
  return srtp3_on_2::run(call, srtp3_on_2::rtp_growth, session, in, in_length, out, out_length);
}

inline srtp_err_status_t srtp_unprotect(
    srtp_t session, const std::uint8_t* in, std::size_t in_length, std::uint8_t* out, std::size_t* out_length) {
  const srtp3_on_2::InPlace call = srtp_unprotect;
  return srtp3_on_2::run(call, 0, session, in, in_length, out, out_length);
}

inline srtp_err_status_t srtp_protect_rtcp(
    srtp_t session, const std::uint8_t* in, std::size_t in_length, std::uint8_t* out, std::size_t* out_length, std::size_t) {
  const srtp3_on_2::InPlace call = srtp_protect_rtcp;
  return srtp3_on_2::run(call, srtp3_on_2::rtcp_growth, session, in, in_length, out, out_length);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
    srtp_t session, const std::uint8_t* in, std::size_t in_length, std::uint8_t* out, std::size_t* out_length) {
  const srtp3_on_2::InPlace call = srtp_unprotect_rtcp;
  return srtp3_on_2::run(call, 0, session, in, in_length, out, out_length);
}
