// Heads of the well-known leaked lists, in lower case. Only the stem stands here: a year, digits or punctuation around it do not help.
const STEMS = new Set(
  `
  password passw0rd p@ssword p@ssw0rd passwort motdepasse contrasena contraseña senha parola salasana wachtwoord haslo pass admin administrator adm1n
  root toor user guest test tester testing demo login welcome willkommen bienvenue changeme change letmein letmein1 default secret geheim master
  superuser supervisor sysadmin operator manager server docker dock container kubernetes portainer cockpit proxmox raspberry raspberrypi ubuntu debian
  centos fedora redhat linux windows microsoft google apple amazon facebook twitter instagram linkedin youtube netflix spotify cisco netgear linksys
  huawei samsung nokia dell lenovo thinkpad oracle mysql postgres postgresql mongodb redis network internet ethernet router switch gateway firewall
  security wireless default1 public private qwerty qwertyuiop qwertyui qwert qwertz qwertzuiop azerty azertyuiop asdf asdfgh asdfghjkl asdfghjk zxcvbn
  zxcvbnm zxcv qazwsx qazwsxedc qazwsxedcrfv 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx zaq1zaq1 q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e4r 1q2w3e4r5t
  1q2w3e4r5t6y 1q2w3e qweasd qweasdzxc qwe123 asd123 zxc123 qwer1234 qwerty123 asdf1234 abc123 abcd1234 a1b2c3d4 a1b2c3 aa123456 abcabc abcdef abcdefg
  abcdefgh abcdefghij abcdefghijk 123abc 123qwe 123456a 12345a 1234qwer 123456789a 123456789q a123456 a123456789 q123456 qwerty1234567890 1234567890
  0123456789 9876543210 0987654321 12345678910 123456789 987654321 1234567891 1122334455 11223344 112233445566 1212121212 1231231231 123123123
  1234512345 123454321 12344321 1234554321 147258369 159357 159753 741852963 789456123 963852741 1029384756 102030 10203040 1020304050 5201314
  31415926535 3141592653 2718281828 135792468 1357924680 2468013579 7894561230 0147852369 1472583690 0000000000 6969696969 iloveyou iloveu iloveyou2
  iloveyousomuch loveyou lovely lover love forever foreverlove babygirl babygurl princess sweetheart sweety honey angel angels darling beautiful
  sunshine sunflower butterfly rainbow flower flowers cookie chocolate strawberry cherry peaches banana pineapple monkey dragon tiger lion eagle falcon
  hawk wolf panther jaguar shark dolphin horse puppy kitten kitty doggie snoopy garfield mickey minnie donald pikachu pokemon naruto football baseball
  basketball soccer hockey tennis golf golfer swimming liverpool chelsea arsenal barcelona realmadrid manchester juventus bayern rangers celtic yankees
  steelers cowboys lakers patriots eagles redsox packers broncos superman batman spiderman ironman wolverine starwars startrek skywalker jedi matrix
  trustno1 terminator gandalf hobbit merlin wizard magic phoenix thunder lightning storm hunter killer ninja samurai warrior knight shadow ghost death
  hell heaven freedom liberty peace blessed jesus jesuschrist christ church faith grace hope god godisgood michael jennifer jessica ashley daniel
  michelle charlie andrew joshua matthew thomas jordan robert george william richard christopher nicholas anthony alexander benjamin samantha elizabeth
  stephanie victoria nicole amanda melissa danielle patricia barbara margaret charlotte caroline katherine maggie buster ginger pepper bailey harley
  maverick mustang corvette ferrari porsche mercedes yamaha kawasaki suzuki honda toyota nissan chevrolet chevy dodge camaro summer winter spring autumn
  sommer herbst monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
  december london berlin paris madrid moscow newyork chicago dallas houston texas california florida america england germany deutschland france canada
  australia india pakistan brazil mexico computer keyboard monitor laptop internet1 hacker hacked hackme cracker nothing something anything whatever
  everything opensesame blahblah blink182 metallica nirvana slipknot eminem guitar drummer music fuckyou fuckme fuckoff asshole bitch bullshit pussy
  sexy sexsex mypassword mypass newpassword oldpassword yourpassword thepassword userpassword adminpassword adminadmin rootroot rootpassword testtest
  testpassword passpass passwordpassword password12345 passwordabc passphrase temp temporary temppassword passw0rd1 pa55word pa55w0rd pa$$word pa$$w0rd
  p4ssword p4ssw0rd welc0me welcomehome letmeinnow letmeinplease changemenow changethis changeit changepassword pleasechange pleasechangeme nopassword
  correcthorsebatterystaple correcthorse thequickbrownfox loremipsum abracadabra supercalifragilisticexpialidocious constitution mississippi
  philadelphia dock6 dock6dock6 dock6admin ipv6 ipv6ipv6 ipv6admin homelab homeserver selfhosted
`.trim().split(/\s+/),
)

/** Whether a password is a word of the list, plain or dressed up with digits and signs around it, or a mere repetition or sequence (ASVS 6.2.4). */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase()
  const bare = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return STEMS.has(plain) || (bare.length >= plain.length / 2 && STEMS.has(bare)) || isRepetition(plain) || isSequence(plain)
}

/** One part of up to four characters again and again: `aaaaaaaaaa`, `abcabcabcabc`. */
function isRepetition(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(text) && new Set(text).size <= 4
}

/** Each character follows its neighbor: `23456789012`, `klmnopqrst`, and the same backwards. */
function isSequence(text: string): boolean {
  const steps = [...text].map((c) => c.codePointAt(0) ?? 0).map((code, i, all) => (i === 0 ? 0 : code - (all[i - 1] ?? 0))).slice(1)
  const wraps = (step: number) => (step === -9 ? 1 : step === 9 ? -1 : step)
  return steps.length > 0 && (steps.every((step) => wraps(step) === 1) || steps.every((step) => wraps(step) === -1))
}
