// The platforms that have a prebuilt addon, each in a package of its own.

/** Name, Rust target, and what npm compares before it installs the package. */
export const platforms = [
  one('linux-x64-gnu', 'x86_64-unknown-linux-gnu', 'glibc'),
  one('linux-arm64-gnu', 'aarch64-unknown-linux-gnu', 'glibc'),
  one('linux-x64-musl', 'x86_64-unknown-linux-musl', 'musl'),
  one('linux-arm64-musl', 'aarch64-unknown-linux-musl', 'musl'),
  one('darwin-x64', 'x86_64-apple-darwin'),
  one('darwin-arm64', 'aarch64-apple-darwin'),
  one('win32-x64-msvc', 'x86_64-pc-windows-msvc'),
  one('win32-arm64-msvc', 'aarch64-pc-windows-msvc')
]

function one (name, target, libc) {
  const [os, cpu] = name.split('-')
  return { name, target, os, cpu, libc }
}

/** The platform of a running Node. */
export function nameOf ({ platform, arch, report }) {
  const glibc = platform !== 'linux' || Boolean(report.getReport().header.glibcVersionRuntime)
  const found = platforms.find(one =>
    one.os === platform && one.cpu === arch && (one.libc ?? 'glibc') === (glibc ? 'glibc' : 'musl'))
  if (found === undefined) throw new Error(`there is no package for ${platform} on ${arch}`)
  return found
}
