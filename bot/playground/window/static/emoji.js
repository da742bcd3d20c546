// The names that people type between colons. A name that is not here is shown as it was typed.

const TABLE = `
😀 grinning|😃 smiley|😄 smile|😁 grin|😆 laughing satisfied|😅 sweat_smile|🤣 rolling_on_the_floor_laughing rofl|😂 joy
🙂 slightly_smiling_face|🙃 upside_down_face|😉 wink|😊 blush|😇 innocent|🥰 smiling_face_with_3_hearts|😍 heart_eyes|🤩 star-struck
😘 kissing_heart|😋 yum|😛 stuck_out_tongue|😜 stuck_out_tongue_winking_eye|🤪 zany_face|🤗 hugging_face|🤭 face_with_hand_over_mouth
🤫 shushing_face|🤔 thinking_face thinking|🤐 zipper_mouth_face|🤨 face_with_raised_eyebrow|😐 neutral_face|😑 expressionless|😶 no_mouth
😏 smirk|😒 unamused|🙄 face_with_rolling_eyes|😬 grimacing|😌 relieved|😔 pensive|😪 sleepy|😴 sleeping|😷 mask|🤒 face_with_thermometer
🤕 face_with_head_bandage|🤢 nauseated_face|🤮 face_vomiting|🥵 hot_face|🥶 cold_face|😵 dizzy_face|🤯 exploding_head|🤠 face_with_cowboy_hat
🥳 partying_face|😎 sunglasses|🤓 nerd_face|🧐 face_with_monocle|😕 confused|😟 worried|🙁 slightly_frowning_face|☹️ white_frowning_face
😮 open_mouth|😯 hushed|😲 astonished|😳 flushed|🥺 pleading_face|😦 frowning|😧 anguished|😨 fearful|😰 cold_sweat|😥 disappointed_relieved
😢 cry|😭 sob|😱 scream|😖 confounded|😣 persevere|😞 disappointed|😓 sweat|😩 weary|😫 tired_face|🥱 yawning_face|😤 triumph|😡 rage
😠 angry|🤬 face_with_symbols_on_mouth|😈 smiling_imp|💀 skull|💩 hankey poop|🤡 clown_face|👻 ghost|👽 alien|🤖 robot_face|🙈 see_no_evil
🙉 hear_no_evil|🙊 speak_no_evil|❤️ heart|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart
🤍 white_heart|💔 broken_heart|💕 two_hearts|💯 100|💢 anger|💥 boom collision|💫 dizzy|💦 sweat_drops|💨 dash|🕳️ hole|💣 bomb
💬 speech_balloon|💭 thought_balloon|💤 zzz|👋 wave|🤚 raised_back_of_hand|🖐️ raised_hand_with_fingers_splayed|✋ hand raised_hand
🖖 spock-hand|👌 ok_hand|🤏 pinching_hand|✌️ v|🤞 crossed_fingers|🤟 i_love_you_hand_sign|🤘 the_horns|🤙 call_me_hand|👈 point_left
👉 point_right|👆 point_up_2|👇 point_down|☝️ point_up|👍 +1 thumbsup|👎 -1 thumbsdown|✊ fist|👊 facepunch punch|👏 clap|🙌 raised_hands
👐 open_hands|🤲 palms_up_together|🤝 handshake|🙏 pray|✍️ writing_hand|💪 muscle|🧠 brain|👀 eyes|👁️ eye|👶 baby|🧑 adult|👩 woman|👨 man
🙋 raising_hand|🤦 face_palm facepalm|🤷 shrug|👮 cop|🕵️ sleuth_or_spy|👷 construction_worker|🧑‍💻 technologist|🧑‍🚒 firefighter|🏃 runner running
🚶 walking|🧘 person_in_lotus_position|👥 busts_in_silhouette|🗣️ speaking_head_in_silhouette|🐶 dog|🐱 cat|🐭 mouse|🦊 fox_face|🐻 bear
🐼 panda_face|🐯 tiger|🦁 lion_face|🐮 cow|🐷 pig|🐸 frog|🐵 monkey_face|🐔 chicken|🐧 penguin|🐦 bird|🦆 duck|🦉 owl|🐝 bee honeybee|🐛 bug
🦋 butterfly|🐌 snail|🐢 turtle|🐍 snake|🐙 octopus|🐠 tropical_fish|🐬 dolphin|🐳 whale|🐘 elephant|🦄 unicorn_face|🌵 cactus|🌲 evergreen_tree
🌳 deciduous_tree|🌱 seedling|🍀 four_leaf_clover|🍁 maple_leaf|🌸 cherry_blossom|🌻 sunflower|🌍 earth_africa|🌎 earth_americas|🌏 earth_asia
🌙 crescent_moon|⭐ star|🌟 star2|✨ sparkles|⚡ zap|🔥 fire|☄️ comet|☀️ sunny|🌤️ mostly_sunny|⛅ partly_sunny|☁️ cloud|🌧️ rain_cloud
⛈️ thunder_cloud_and_rain|🌈 rainbow|❄️ snowflake|⛄ snowman|💧 droplet|🌊 ocean|🍎 apple|🍋 lemon|🍌 banana|🍉 watermelon|🍓 strawberry
🥑 avocado|🍅 tomato|🥕 carrot|🍞 bread|🧀 cheese_wedge|🍔 hamburger|🍟 fries|🍕 pizza|🌮 taco|🍣 sushi|🍜 ramen|🍪 cookie|🎂 birthday
🍰 cake|🍫 chocolate_bar|🍿 popcorn|☕ coffee|🍵 tea|🍺 beer|🍻 beers|🥂 clinking_glasses|🍷 wine_glass|🎉 tada|🎊 confetti_ball|🎈 balloon
🎁 gift|🏆 trophy|🥇 first_place_medal|🏅 sports_medal|⚽ soccer|🏀 basketball|🎯 dart|🎲 game_die|🎮 video_game|🎵 musical_note|🎶 notes
🎸 guitar|🎨 art|🎬 clapper|🚗 car|🚕 taxi|🚑 ambulance|🚒 fire_engine|🚀 rocket|✈️ airplane|🚂 steam_locomotive|🚢 ship|⛵ boat|⚓ anchor
🚧 construction|🚦 vertical_traffic_light|🚨 rotating_light|🛑 octagonal_sign|🗺️ world_map|🏠 house|🏢 office|🏥 hospital|🏦 bank|🏭 factory
⌚ watch|📱 iphone|💻 computer|⌨️ keyboard|🖥️ desktop_computer|🖨️ printer|💾 floppy_disk|💿 cd|📷 camera|🎥 movie_camera|📞 telephone_receiver
☎️ phone telephone|📟 pager|📺 tv|⏰ alarm_clock|⏱️ stopwatch|⏲️ timer_clock|⏳ hourglass_flowing_sand|⌛ hourglass|🔋 battery|🔌 electric_plug
💡 bulb|🔦 flashlight|🕯️ candle|🧯 fire_extinguisher|💸 money_with_wings|💰 moneybag|💳 credit_card|⚖️ scales|🧰 toolbox|🔧 wrench|🔨 hammer
⚒️ hammer_and_pick|🛠️ hammer_and_wrench|⚙️ gear|🧱 bricks|🔗 link|⛓️ chains|🧲 magnet|🧪 test_tube|🔬 microscope|🔭 telescope
📡 satellite_antenna|💊 pill|🩹 adhesive_bandage|🚪 door|🛏️ bed|🧹 broom|🧻 roll_of_paper|🛒 shopping_trolley|📦 package|📫 mailbox
✉️ email envelope|📧 e-mail|📥 inbox_tray|📤 outbox_tray|📜 scroll|📄 page_facing_up|📃 page_with_curl|📑 bookmark_tabs|📊 bar_chart
📈 chart_with_upwards_trend|📉 chart_with_downwards_trend|📆 calendar|📅 date|🗓️ spiral_calendar_pad|🗒️ spiral_note_pad|📋 clipboard
📌 pushpin|📍 round_pushpin|📎 paperclip|✂️ scissors|🗂️ card_index_dividers|🗃️ card_file_box|🗄️ file_cabinet|🗑️ wastebasket|🔒 lock
🔓 unlock|🔑 key|🛡️ shield|🏷️ label|🔖 bookmark|📚 books|📖 book open_book|📝 memo pencil|✏️ pencil2|🖊️ lower_left_ballpoint_pen|🔍 mag
🔎 mag_right|🔔 bell|🔕 no_bell|📢 loudspeaker|📣 mega|🏁 checkered_flag|🚩 triangular_flag_on_post|🏳️ waving_white_flag|⚠️ warning
⛔ no_entry|🚫 no_entry_sign|❌ x|⭕ o|✅ white_check_mark|☑️ ballot_box_with_check|✔️ heavy_check_mark|❓ question|❔ grey_question
❗ exclamation heavy_exclamation_mark|‼️ bangbang|⁉️ interrobang|➕ heavy_plus_sign|➖ heavy_minus_sign|➗ heavy_division_sign
➡️ arrow_right|⬅️ arrow_left|⬆️ arrow_up|⬇️ arrow_down|↗️ arrow_upper_right|↘️ arrow_lower_right|↩️ leftwards_arrow_with_hook
🔁 repeat|🔄 arrows_counterclockwise|🔃 arrows_clockwise|⏪ rewind|⏩ fast_forward|▶️ arrow_forward|⏸️ double_vertical_bar|⏹️ black_square_for_stop
🔴 red_circle|🟠 large_orange_circle|🟡 large_yellow_circle|🟢 large_green_circle|🔵 large_blue_circle|🟣 large_purple_circle|⚫ black_circle
⚪ white_circle|🟥 large_red_square|🟧 large_orange_square|🟨 large_yellow_square|🟩 large_green_square|🟦 large_blue_square|🔶 large_orange_diamond
🔷 large_blue_diamond|🔺 small_red_triangle|🔻 small_red_triangle_down|ℹ️ information_source|🆗 ok|🆘 sos|🆕 new|🆙 up|0️⃣ zero|1️⃣ one|2️⃣ two
3️⃣ three|4️⃣ four|5️⃣ five|6️⃣ six|7️⃣ seven|8️⃣ eight|9️⃣ nine|🔟 keycap_ten|#️⃣ hash|♻️ recycle|🔱 trident|🏴 black_flag|🌐 globe_with_meridians
🧭 compass|🪪 identification_card|🪛 screwdriver|🪜 ladder|🪝 hook|🦺 safety_vest|🧑‍🏫 teacher|🧑‍⚕️ health_worker|🫡 saluting_face|🫠 melting_face|🥲 smiling_face_with_tear
`;

const known = new Map();
const first = [];
for (const entry of TABLE.trim().split(/[|\n]/)) {
  const [sign, ...names] = entry.trim().split(" ");
  first.push([names[0], sign]);
  for (const name of names) known.set(name, sign);
}
const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

export function emoji(name) {
  const [plain, tone] = name.split("::skin-tone-");
  const sign = known.get(plain);
  return sign && tone ? sign + (TONES[tone] ?? "") : sign;
}

// [name, sign] of those whose names have the letters, best ones first.
export function emojiLike(letters, most = 40) {
  const wanted = letters.toLowerCase();
  const hits = [...known].filter(([name]) => name.includes(wanted));
  hits.sort(([a], [b]) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)));
  return wanted ? hits.slice(0, most) : first.slice(0, most);
}

export const OFTEN = ["+1", "eyes", "memo", "white_check_mark", "heart", "pray", "tada", "thinking_face", "fire", "rotating_light", "mag", "sob"];
