"""Words of the people for the categories of complaints; a category of an office's own speaks by its name alone."""

from collections.abc import Mapping

# By category and sub-category, as the packaged diagram codes them.
WORDS: Mapping[str, str] = {
    "population/ktp_kk_akta": "ktp e-ktp kk akta kelahiran kematian kartu keluarga rekam perekaman",
    "population/pindah_datang": "pindah datang domisili",
    "infrastructure/jalan_rusak": "jalan berlubang lubang aspal ambles rusak bergelombang",
    "infrastructure/drainase": "selokan got drainase gorong-gorong gorong mampet tersumbat saluran",
    "infrastructure/jembatan": "jembatan talud tanggul",
    "infrastructure/lampu_jalan": "lampu penerangan pju gelap padam",
    "infrastructure/pasar": "pasar kios los pedagang",
    "infrastructure/pertanahan": "tanah sertifikat sengketa batas",
    "social_aid/bantuan_sosial": "bansos pkh bpnt blt bantuan kks",
    "social_aid/pangan": "beras sembako pangan",
    "public_order/gangguan_ketertiban": "bising berisik miras judi balap tawuran keributan sound",
    "public_order/kebakaran": "kebakaran terbakar",
    "environment/sampah": "sampah tps bank",
    "environment/pencemaran": "limbah bau asap pencemaran polusi",
    "environment/banjir_pohon_tumbang": "banjir pohon tumbang longsor",
    "health/pelayanan_kesehatan": "puskesmas pustu bidan dokter obat",
    "health/jaminan_bpjs": "bpjs kis jkn",
    "health/stunting": "stunting posyandu gizi",
    "education/sekolah": "sekolah sd smp guru kelas murid",
    "education/kip": "kip pip beasiswa",
    "village/pembangunan_dana_desa": "apbdes apbd bumdes",
    "village/pilkades": "pilkades",
    "agriculture/pupuk": "pupuk urea phonska",
    "agriculture/irigasi": "irigasi sawah pengairan",
    "public_service/lambat_antre": "antre antri antrean lambat lama menunggu",
    "public_service/petugas_tidak_ramah": "ketus kasar ramah membentak jutek",
    "public_service/perizinan": "izin imb pbg nib rekomendasi",
    "public_service/jadwal_tutup": "tutup jadwal",
    "integrity/pungutan_liar": "pungli pungutan dipungut pelicin",
    "integrity/kkn": "korupsi nepotisme kolusi",
    "protection/kdrt": "kdrt dipukul kekerasan",
}
