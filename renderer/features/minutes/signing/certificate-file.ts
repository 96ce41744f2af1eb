import forge from 'node-forge';

// The library takes a password letter by letter as bytes where the file asks for UTF-8, and so opens none with diacritics in it.
const { pbe } = forge.pki as unknown as {
  pbe: { getCipherForPBES2: (oid: string, parameters: unknown, password: string) => unknown };
};
const asItComes = pbe.getCipherForPBES2;
pbe.getCipherForPBES2 = (oid, parameters, password) =>
  asItComes(oid, parameters, forge.util.encodeUtf8(password));

/** Somebody's certificate with its private key, out of a PKCS#12 file. Both stay in the memory of whoever opened it. */
export interface Certificate {
  readonly own: forge.pki.Certificate;
  /** Own one first, then those that vouch for it. */
  readonly chain: readonly forge.pki.Certificate[];
  readonly key: forge.pki.rsa.PrivateKey;
  /** Whose it is, as it says. */
  readonly holder: string;
}

/** Why a file can't be signed with: it is no certificate file, or its password is another; it holds no RSA key with its certificate; its time is over, or hasn't begun. */
export type CertificateFault = 'notCertificate' | 'certificatePassword' | 'noKey' | 'notValidNow';

/** Milliseconds that the clocks of whoever issued a certificate and of this device may differ. */
const CLOCKS = 5 * 60_000;

/** Opens a PKCS#12 file (.p12, .pfx). `now` is milliseconds since 1970. */
export function openCertificate(
  file: Uint8Array,
  password: string,
  now: number,
): Certificate | CertificateFault {
  let store: forge.pkcs12.Pkcs12Pfx;
  try {
    const parsed = forge.asn1.fromDer(forge.util.createBuffer(binary(file)));
    store = forge.pkcs12.pkcs12FromAsn1(parsed, false, password);
  } catch (error) {
    const isPassword = error instanceof Error && /MAC could not be verified|password/iu.test(error.message);
    return isPassword ? 'certificatePassword' : 'notCertificate';
  }
  const bags = store.safeContents.flatMap(({ safeBags }) => safeBags);
  const certificates = bags.flatMap(({ cert }) => (cert === undefined || cert === null ? [] : [cert]));
  for (const { key } of bags) {
    if (key === undefined || key === null || !('n' in key)) continue;
    const own = certificates.find(({ publicKey }) => 'n' in publicKey && publicKey.n.equals(key.n));
    if (own === undefined) continue;
    const { notBefore, notAfter } = own.validity;
    if (now < notBefore.getTime() - CLOCKS || now > notAfter.getTime()) return 'notValidNow';
    const name: unknown = own.subject.getField('CN')?.value;
    const holder = typeof name === 'string' ? readable(name) : '';
    return { own, chain: [own, ...certificates.filter((one) => one !== own)], key, holder };
  }
  return 'noKey';
}

/** Bytes as the library takes them: a character for each. */
export function binary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}

/** Names come as the bytes of UTF-8 where the certificate has them so. */
function readable(name: string): string {
  try {
    return forge.util.decodeUtf8(name);
  } catch {
    return name;
  }
}
