using Hubs.Model;
using Hubs.Web.Boards;

namespace Hubs.Web.Pages.Desk;

/// <summary>One slot as a form carries it: "tilbury|2026-11-24|s-bloods|10:00".</summary>
public readonly record struct SlotChoice(DiaryKey Day, SessionId Session, TimeOnly Start)
{
    public static SlotChoice Of(FreeSlot slot) =>
        new(new DiaryKey(slot.Hub, slot.Date), slot.Session, slot.Start);

    public static bool TryParse(string? text, out SlotChoice choice)
    {
        choice = default;
        if (
            text?.Split('|') is not [var hub, var date, var session, var start]
            || !HubId.TryParse(hub, out var hubId)
            || !DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day)
            || !SessionId.TryParse(session, out var sessionId)
            || !TimeOnly.TryParseExact(start, "HH:mm", out var time)
        )
            return false;
        choice = new SlotChoice(new DiaryKey(hubId, day), sessionId, time);
        return true;
    }

    public override string ToString() =>
        $"{Day.Hub}|{DayWords.Iso(Day.Date)}|{Session}|{DayWords.Of(Start)}";
}
