/* templates.c - the built-in templates */
#include <bantin/text/template.h>

#include <string.h>

#include <bantin/base/i18n.h>

#define HEAD(kind) \
	"{CO_QUAN_CAP_TREN} || CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n" \
	"{CO_QUAN} || Độc lập - Tự do - Hạnh phúc\n" \
	"─────── || ──────────────────────────\n" \
	"||\n" \
	"Số: {so}/" kind "-{viet_tat} || {dia_danh}, {ngay}\n" \
	"\n"

#define END \
	"Nơi nhận: |: CHỦ TỊCH\n" \
	"- Như trên; |:\n" \
	"- [nơi nhận]; |:\n" \
	"- Lưu: VT. |: [họ và tên]\n"

static const char meeting[] =
	"# [Tên hội nghị]\n\n"
	"Ngày {ngay_ngan}, {co_quan} tổ chức [tên hội nghị].\n\n"
	"Dự hội nghị có các đồng chí: [họ và tên, chức vụ]; đại diện [các đơn vị]. "
	"Đồng chí [họ và tên, chức vụ] chủ trì hội nghị.\n\n"
	"Tại hội nghị, [nội dung chính, kết quả].\n\n"
	"Phát biểu kết luận hội nghị, đồng chí [họ và tên] đề nghị:\n\n"
	"- [việc thứ nhất, ai làm, xong khi nào];\n"
	"- [việc thứ hai].\n";

static const char notice[] =
	"# Thông báo về việc [nội dung]\n\n" HEAD("TB")
	"## THÔNG BÁO\n\n"
	"**Về việc [nội dung]**\n\n"
	"Kính gửi: [nơi nhận].\n\n"
	"Căn cứ [văn bản];\n\n"
	"{co_quan} thông báo như sau:\n\n"
	"1. Nội dung: [nội dung].\n"
	"2. Thời gian: [giờ], ngày [ngày/tháng/năm].\n"
	"3. Địa điểm: [địa điểm].\n\n"
	"Đề nghị [các đơn vị, nhân dân] thực hiện./.\n\n" END;

static const char report[] =
	"# Báo cáo [nội dung]\n\n" HEAD("BC")
	"## BÁO CÁO\n\n"
	"**[Nội dung, thời gian của báo cáo]**\n\n"
	"Kính gửi: [nơi nhận].\n\n"
	"Thực hiện [văn bản], {co_quan} báo cáo như sau:\n\n"
	"### I. KẾT QUẢ THỰC HIỆN\n\n"
	"**1. [Việc thứ nhất]**\n\n"
	"a) [Kết quả].\n\n"
	"b) [Số liệu].\n\n"
	"**2. [Việc thứ hai]**\n\n"
	"### II. TỒN TẠI, HẠN CHẾ\n\n"
	"[Nội dung, nguyên nhân].\n\n"
	"### III. NHIỆM VỤ, GIẢI PHÁP\n\n"
	"[Nội dung].\n\n"
	"Trên đây là báo cáo [nội dung] của {co_quan}./.\n\n" END;

static const char invitation[] =
	"# Giấy mời [nội dung]\n\n" HEAD("GM")
	"## GIẤY MỜI\n\n"
	"**[Tên cuộc họp, hội nghị]**\n\n"
	"Kính gửi: [người được mời].\n\n"
	"{co_quan} trân trọng kính mời [người được mời] dự [tên cuộc họp, hội nghị].\n\n"
	"1. Nội dung: [nội dung].\n"
	"2. Thời gian: [giờ], ngày [ngày/tháng/năm].\n"
	"3. Địa điểm: [địa điểm].\n"
	"4. Chủ trì: [họ và tên, chức vụ].\n\n"
	"Đề nghị các đại biểu dự đúng thời gian, đúng thành phần./.\n\n" END;

static const char schedule[] =
	"# Lịch công tác của {co_quan} tuần từ [ngày] đến [ngày]\n\n" HEAD("LCT")
	"## LỊCH CÔNG TÁC\n\n"
	"**Tuần từ ngày [ngày/tháng] đến ngày [ngày/tháng] năm {nam}**\n\n"
	"### Thứ Hai, ngày [ngày/tháng]\n\n"
	"- Sáng: [giờ, nội dung, địa điểm, chủ trì]\n"
	"- Chiều: [giờ, nội dung, địa điểm, chủ trì]\n\n"
	"### Thứ Ba, ngày [ngày/tháng]\n\n- Sáng:\n- Chiều:\n\n"
	"### Thứ Tư, ngày [ngày/tháng]\n\n- Sáng:\n- Chiều:\n\n"
	"### Thứ Năm, ngày [ngày/tháng]\n\n- Sáng:\n- Chiều:\n\n"
	"### Thứ Sáu, ngày [ngày/tháng]\n\n- Sáng:\n- Chiều:\n\n" END;

static const struct template list[] = {
	{"tin-hoi-nghi", N_("news of a meeting"), meeting},
	{"thong-bao", N_("notice"), notice},
	{"bao-cao", N_("report"), report},
	{"giay-moi", N_("invitation"), invitation},
	{"lich-cong-tac", N_("work schedule of a week"), schedule},
};

const struct template *template_builtin(size_t i)
{
	return i < sizeof(list) / sizeof(*list) ? &list[i] : NULL;
}

const struct template *template_find(const char *name)
{
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}
