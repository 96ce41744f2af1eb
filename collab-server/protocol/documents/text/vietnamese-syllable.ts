/** Letters that a syllable begins with. `gi` and `qu` before a vowel are one of them. */
const ONSETS = new Set([
  '',
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'gh',
  'gi',
  'h',
  'k',
  'kh',
  'l',
  'm',
  'n',
  'ng',
  'ngh',
  'nh',
  'p',
  'ph',
  'qu',
  'r',
  's',
  't',
  'th',
  'tr',
  'v',
  'x',
]);

/** What a syllable ends with, without its tone. */
const RHYMES = new Set(
  [
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây',
    'e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu',
    'i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu',
    'o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt',
    'oe oem oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt',
    'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uơ uôc uôi uôm uôn uông uôt',
    'uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu',
    'y yêm yên yêng yêt yêu yn ynh yt yp yu',
  ].flatMap((line) => line.split(' ')),
);

/** Grave, acute, tilde, hook above, dot below. */
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SHARP = /[\u0301\u0323]/;
const STOP = /(?:c|ch|p|t)$/;

/** Whether letters can be one Vietnamese syllable, such as "nghị" or "quyết". Names of other languages mostly cannot. */
export function isSyllable(letters: string): boolean {
  const apart = letters.toLowerCase().normalize('NFD');
  const tones = apart.match(TONES);
  if (tones !== null && tones.length > 1) return false;
  const plain = apart.replace(TONES, '').normalize('NFC');
  // Syllables that end in a stop have one of two tones.
  if (STOP.test(plain) && !(tones !== null && SHARP.test(tones[0]))) return false;
  for (let length = Math.min(3, plain.length - 1); length >= 0; length--) {
    if (ONSETS.has(plain.slice(0, length)) && RHYMES.has(plain.slice(length))) return true;
  }
  return false;
}
