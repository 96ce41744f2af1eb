import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from '@cantoo/pdf-lib';
import forge from 'node-forge';
import { binary, type Certificate } from './certificate-file.ts';

/** Bytes that a signature with its certificates may have. */
const ROOM = 16_384;
/** Stands for a number that isn't known yet, as wide as any that can come. */
const LATER = 9_999_999_999;
/** Of the annotation flags: printed, and locked. */
const FLAGS = 132;

const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * Adds a signature (PAdES baseline B, without a picture) to a PDF. All bytes that were there stay as they are, so that the
 * signatures before it hold. Throws for what isn't a PDF, and where the certificates don't fit in.
 */
export async function signPdf(
  pdf: Uint8Array,
  certificate: Certificate,
  now: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await withRoom(pdf, certificate.holder, now);
  const text = binary(bytes.subarray(pdf.length));
  const contents = pdf.length + text.indexOf('/Contents <') + '/Contents '.length;
  const after = contents + 2 * ROOM + 2;
  const range = /\/ByteRange \[[^\]]*\]/u.exec(text);
  if (range === null || contents < pdf.length + 11) throw new Error('the signature has no place');
  const ranges = `/ByteRange [0 ${contents} ${after} ${bytes.length - after}`;
  put(bytes, pdf.length + range.index, `${ranges.padEnd(range[0].length - 1)}]`);
  const digest = forge.md.sha256.create();
  digest.update(binary(bytes.subarray(0, contents)));
  digest.update(binary(bytes.subarray(after)));
  const hex = forge.util.bytesToHex(signedData(certificate, digest.digest().getBytes()));
  if (hex.length > 2 * ROOM) throw new Error('the certificates are too large');
  put(bytes, contents + 1, hex);
  return bytes;
}

/** The PDF with a field for a signature that is all zeros. */
async function withRoom(pdf: Uint8Array, holder: string, now: number): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.load(pdf, { forIncrementalUpdate: true, updateMetadata: false });
  const { context, catalog } = document;
  const page = document.getPage(document.getPageCount() - 1);
  const signature = context.register(
    context.obj({
      Type: 'Sig',
      Filter: 'Adobe.PPKLite',
      SubFilter: 'ETSI.CAdES.detached',
      ByteRange: [0, LATER, LATER, LATER].map((number) => PDFNumber.of(number)),
      Contents: PDFHexString.of('0'.repeat(2 * ROOM)),
      M: PDFString.fromDate(new Date(now)),
      Name: PDFHexString.fromText(holder),
    }),
  );
  const form = catalog.getOrCreateAcroForm().dict;
  const fields = form.lookupMaybe(PDFName.of('Fields'), PDFArray) ?? context.obj([]);
  const field = context.register(
    context.obj({
      Type: 'Annot',
      Subtype: 'Widget',
      FT: 'Sig',
      T: PDFString.of(`Signature${fields.size() + 1}`),
      V: signature,
      F: FLAGS,
      Rect: [0, 0, 0, 0],
      P: page.ref,
    }),
  );
  fields.push(field);
  form.set(PDFName.of('Fields'), fields);
  // Signatures are there, and what is added is added at the end only.
  form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
  page.node.addAnnot(field);
  for (const changed of [catalog, form, page.node, fields, annotations(page.node)])
    if (changed !== undefined) context.snapshot?.markObjForSave(changed);
  return document.commit({ useObjectStreams: false });
}

function annotations(page: PDFDict): PDFArray | undefined {
  return page.lookupMaybe(PDFName.of('Annots'), PDFArray);
}

function put(bytes: Uint8Array, at: number, text: string): void {
  for (let n = 0; n < text.length; n++) bytes[at + n] = text.charCodeAt(n);
}

const { asn1, pki } = forge;
const { Type, Class } = asn1;

function node(type: forge.asn1.Type, value: string | forge.asn1.Asn1[]): forge.asn1.Asn1 {
  return asn1.create(Class.UNIVERSAL, type, typeof value !== 'string', value);
}

function oid(name: string): forge.asn1.Asn1 {
  return node(Type.OID, asn1.oidToDer(name).getBytes());
}

/** What ASN.1 writes as [0]. */
function tagged(value: forge.asn1.Asn1[]): forge.asn1.Asn1 {
  return asn1.create(Class.CONTEXT_SPECIFIC, Type.NONE, true, value);
}

function algorithm(name: string): forge.asn1.Asn1 {
  return node(Type.SEQUENCE, [oid(name), node(Type.NULL, '')]);
}

function der(value: forge.asn1.Asn1): string {
  return asn1.toDer(value).getBytes();
}

function named(name: string): string {
  const known = pki.oids[name];
  if (known === undefined) throw new Error(`${name} has no number`);
  return known;
}

/**
 * The detached signature (CMS, RFC 5652) under a digest, in DER. The library's own writer knows no signing certificate
 * attribute, which PAdES asks for.
 */
function signedData({ own, chain, key }: Certificate, digest: string): string {
  const sha256 = named('sha256');
  const fingerprint = forge.md.sha256.create();
  fingerprint.update(der(pki.certificateToAsn1(own)));
  const attribute = (name: string, value: forge.asn1.Asn1) =>
    node(Type.SEQUENCE, [oid(name), node(Type.SET, [value])]);
  const certificateId = node(Type.SEQUENCE, [node(Type.OCTETSTRING, fingerprint.digest().getBytes())]);
  const attributes = [
    attribute(named('contentType'), oid(named('data'))),
    attribute(named('messageDigest'), node(Type.OCTETSTRING, digest)),
    attribute(SIGNING_CERTIFICATE_V2, node(Type.SEQUENCE, [node(Type.SEQUENCE, [certificateId])])),
  ].toSorted((a, b) => (der(a) < der(b) ? -1 : 1));
  const signing = forge.md.sha256.create();
  signing.update(der(node(Type.SET, attributes)));
  const signature = key.sign(signing);
  const signer = node(Type.SEQUENCE, [
    node(Type.INTEGER, asn1.integerToDer(1).getBytes()),
    node(Type.SEQUENCE, issuerAndSerial(own)),
    algorithm(sha256),
    tagged(attributes),
    algorithm(named('rsaEncryption')),
    node(Type.OCTETSTRING, signature),
  ]);
  const content = node(Type.SEQUENCE, [
    node(Type.INTEGER, asn1.integerToDer(1).getBytes()),
    node(Type.SET, [algorithm(sha256)]),
    node(Type.SEQUENCE, [oid(named('data'))]),
    tagged(chain.map((one) => pki.certificateToAsn1(one))),
    node(Type.SET, [signer]),
  ]);
  return der(node(Type.SEQUENCE, [oid(named('signedData')), tagged([content])]));
}

/** As they are written in the certificate: written anew, a name with diacritics comes out otherwise. */
function issuerAndSerial({ tbsCertificate }: Certificate['own']): forge.asn1.Asn1[] {
  const parts = (tbsCertificate.value as forge.asn1.Asn1[]).filter(
    ({ tagClass }) => tagClass === Class.UNIVERSAL,
  );
  const [serial, , issuer] = parts;
  if (serial === undefined || issuer === undefined) throw new Error('not a certificate');
  return [issuer, serial];
}
