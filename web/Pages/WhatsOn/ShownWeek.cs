using Hubs.Model;
using Hubs.Web.Pages.Desk;

namespace Hubs.Web.Pages.WhatsOn;

/// <summary>What a hub's page shows of seven days, remembered so that it can tell whether a page made then would look the same now.</summary>
public sealed class ShownWeek
{
    private readonly DeskWork desk;
    private readonly HubId hub;
    private readonly DateOnly today;
    private readonly Day[] days;

    public ShownWeek(DeskWork desk, HubId hub, int week)
    {
        (this.desk, this.hub) = (desk, hub);
        var now = desk.Calendar.Now.DateTime;
        today = DateOnly.FromDateTime(now);
        days =
        [
            .. Enumerable
                .Range(7 * week, 7)
                .Select(ahead => Look(today.AddDays(ahead), Minute(now))),
        ];
    }

    public bool IsStill()
    {
        var now = desk.Calendar.Now.DateTime;
        if (DateOnly.FromDateTime(now) != today)
            return false;
        for (var i = 0; i < days.Length; i++)
        {
            var (date, minute) = (days[i].Date, Minute(now));
            if (
                desk.Boards.IsBehind(hub, date, date)
                || desk.Boards.Find(new DiaryKey(hub, date)) is not { } live
            )
                return false;
            if (live.Version == days[i].Version && (date != today || minute == days[i].Minute))
                continue;
            var fresh = Look(date, minute);
            if (!fresh.Sessions.AsSpan().SequenceEqual(days[i].Sessions))
                return false;
            days[i] = fresh;
        }
        return true;
    }

    private Day Look(DateOnly date, TimeOnly minute)
    {
        if (desk.Boards.Find(new DiaryKey(hub, date)) is not { } live)
            return new Day(date, -1, minute, []);
        var sessions = live
            .Board.Sessions.Where(session =>
                session.IsPublic && (date != today || session.Window.End > minute)
            )
            .Select(session => new Shown(
                session.Service,
                session.PublicName,
                session.Window,
                session.RoomName,
                session.IsCancelled
            ));
        return new Day(date, live.Version, minute, [.. sessions]);
    }

    private static TimeOnly Minute(DateTime now) => new(now.Hour, now.Minute);

    private sealed record Day(DateOnly Date, long Version, TimeOnly Minute, Shown[] Sessions);

    private readonly record struct Shown(
        ServiceId Service,
        string PublicName,
        TimeWindow Window,
        string RoomName,
        bool IsCancelled
    );
}
