const NO_LETTER = /[^a-z]/g;

/** How a name sounds, for searching. */
export interface NameSounds {
  namePinyin: string;
  nameInitials: string;
}

/**
 * 张三 is `zhangsan` and `zs`; a surname with readings of its own (单, 曾, 解) has that of the surname. Letters stay,
 * everything else is left out. The dictionary takes 30 MB, so it is loaded by those who need it.
 */
export async function loadNameSounds(): Promise<(name: string) => NameSounds> {
  const { pinyin } = await import('pinyin-pro');
  return (name) => {
    const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'consecutive' })
      .map((syllable) => syllable.toLowerCase().replaceAll(NO_LETTER, ''))
      .filter((syllable) => syllable !== '');
    return { namePinyin: syllables.join(''), nameInitials: syllables.map((syllable) => syllable[0]).join('') };
  };
}
