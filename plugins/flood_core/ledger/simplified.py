"""Traditional letters that headings and names of ledgers are written with, and their simplified forms.

A ledger in Big5 can hold no others. The table has what headings, categories,
areas and common values use; it is no dictionary.
"""

from __future__ import annotations

_TRADITIONAL = (
    "脅係嶼嶺潔澤濱溫樂廟墾塗蘆葦寧壽賢勝遊獅鎬"
    "鎮鄉縣經緯號碼聯繫電話類別險級責體單稱徵點統編確認實備註說負職務員隊長優監測處數據戶業場設庫閘橋樑壩"
    "灣圍醫療學園養變輸線運轉預災難網絡組織鑒鑑證開關東於與為無義門間問題記錄報標準圖層範內過後邊緊應對適"
    "當時動態機構檢驗億萬畝噸風雲廠樓歲資產權屬領導連續黃紅藍綠衛農漁鹽龍鳳鄭陳張劉楊趙黨書館進達遠還選遷"
    "飛馬魚鳥麥雙顯願頭顧項順須礦磚礎積穩穀筆節籃糧紀約純紗納紙終絕給綜維緒總繼罰羅聖聞聲舊舉華萊蓋薦蘇蘭"
    "術衝補裝裏見規視覽觀觸計訂討訓託許訴診評詞試該詳誌語誤請論識譽議護讀讓貝財貢貨販貯買貿費賀賓質賬賴購"
    "贈趕車軌軍軟較載輔輕輛輝輪轄辦鄰釋針鈕銀銅鋁鋪鋼錢錦鍵鎖鏈鐵閉閒閣閱階際隨隱雜離靈靜韌頂頓頗頻額顏飯"
    "飲駐駕髮鬆魯鮮齊齡"
)
_SIMPLIFIED = (
    "胁系屿岭洁泽滨温乐庙垦涂芦苇宁寿贤胜游狮镐"
    "镇乡县经纬号码联系电话类别险级责体单称征点统编确认实备注说负职务员队长优监测处数据户业场设库闸桥梁坝"
    "湾围医疗学园养变输线运转预灾难网络组织鉴鉴证开关东于与为无义门间问题记录报标准图层范内过后边紧应对适"
    "当时动态机构检验亿万亩吨风云厂楼岁资产权属领导连续黄红蓝绿卫农渔盐龙凤郑陈张刘杨赵党书馆进达远还选迁"
    "飞马鱼鸟麦双显愿头顾项顺须矿砖础积稳谷笔节篮粮纪约纯纱纳纸终绝给综维绪总继罚罗圣闻声旧举华莱盖荐苏兰"
    "术冲补装里见规视览观触计订讨训托许诉诊评词试该详志语误请论识誉议护读让贝财贡货贩贮买贸费贺宾质账赖购"
    "赠赶车轨军软较载辅轻辆辉轮辖办邻释针钮银铜铝铺钢钱锦键锁链铁闭闲阁阅阶际随隐杂离灵静韧顶顿颇频额颜饭"
    "饮驻驾发松鲁鲜齐龄"
)
#: Traditional letter -> simplified letter.
SIMPLIFIED = dict(zip(_TRADITIONAL, _SIMPLIFIED))
_TABLE = str.maketrans(SIMPLIFIED)


def simplified(text: str) -> str:
    """Return the text in simplified letters, as far as the table goes."""
    return text if text.isascii() else text.translate(_TABLE)
