using System.Globalization;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Boards;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Hubs.Web.Api;

/// <summary>Slot search, answered from memory.</summary>
public static class SlotEndpoints
{
    public static void MapSlots(this RouteGroupBuilder api) =>
        api.MapGet("slots", Search)
            .WithTags("Slots")
            .RequireAuthorization(Callers.Anyone)
            .WithSummary(
                "Free slots, soonest first: at most 14 days from a date; only slots wholly inside the times of day asked for"
            )
            .WithDescription(
                "service is required. hub: one hub, else all. from: a date, default today. days: 1-14, default 14. limit: 1-500, default 50. "
                    + "after, before: times of day such as 09:00. needs: words a room or hub must offer, such as step-free, several by comma."
            )
            .Produces<SlotView[]>()
            .ProducesValidationProblem()
            .ProducesProblem(404);

    private static async Task<IResult> Search(
        string? service,
        string? hub,
        string? from,
        string? days,
        string? limit,
        string? after,
        string? before,
        string? needs,
        KnownNetwork configuration,
        SlotIndex index,
        LiveBoards boards,
        ReadyAnswers ready,
        UkCalendar calendar,
        IOptions<JsonOptions> json,
        HttpContext context
    )
    {
        var network = (await configuration.Get()).Network;
        var isStaff = context.User.IsStaff();
        var key = $"slots {isStaff} {context.Request.QueryString.Value}";
        if (ready.Find(key, network) is { } known)
            return known;

        var fields = new QueryFields();
        var query = new SlotQuery
        {
            Service = fields.Id<ServiceId>("service", service, required: true) ?? default,
            Hub = fields.Id<HubId>("hub", hub),
            From = fields.Date("from", from) ?? calendar.Today,
            Days = fields.Number("days", days, 1, SlotQuery.MostDays) ?? SlotQuery.MostDays,
            Limit = fields.Number("limit", limit, 1, 500) ?? 50,
            After = fields.Time("after", after),
            Before = fields.Time("before", before),
            Needs =
            [
                .. (needs ?? "").Split(
                    ',',
                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                ),
            ],
            OnlyPublic = !isStaff,
        };
        if (fields.Faults.Count > 0)
            return Problems.BadFields(fields.Faults);

        if (network.Services.All(s => s.Id != query.Service))
            return Problems.Unknown("service", query.Service.Value);
        if (query.Hub is { } named && network.Hubs.All(h => h.Id != named))
            return HubEndpoints.UnknownHub(named, network);

        var now = calendar.Now;
        var found = index.Find(query, now);
        if (boards.IsBehind(query.Hub, found.First, found.Last))
        {
            await boards.CaughtUp(query.Hub, found.First, found.Last);
            found = index.Find(query, now);
        }
        // The minute, because slots of today pass.
        var minute = Minute(now);
        var answer = new ReadyAnswer(
            JsonSerializer.SerializeToUtf8Bytes(
                found.Slots.Select(SlotView.Of),
                json.Value.SerializerOptions
            ),
            "application/json; charset=utf-8",
            network,
            () =>
                minute == Minute(calendar.Now)
                && index.IsUnchanged(found)
                && !boards.IsBehind(query.Hub, found.First, found.Last)
        );
        ready.Keep(key, answer, network);
        return answer;
    }

    private static long Minute(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMinute;
}

/// <summary>A free slot as callers see it: instants with the hub's offset.</summary>
public sealed record SlotView(
    HubId Hub,
    DateOnly Date,
    SessionId Session,
    DateTimeOffset Start,
    DateTimeOffset End,
    ServiceId Service,
    RoomId Room,
    string RoomName,
    int Free
)
{
    public static SlotView Of(FreeSlot slot) =>
        new(
            slot.Hub,
            slot.Date,
            slot.Session,
            UkCalendar.Instant(slot.Date, slot.Start),
            UkCalendar.Instant(slot.Date, slot.End),
            slot.Service,
            slot.Room,
            slot.RoomName,
            slot.Free
        );
}

/// <summary>Reads query parameters and keeps what is wrong with each.</summary>
internal sealed class QueryFields
{
    public Dictionary<string, string[]> Faults { get; } = [];

    public TId? Id<TId>(string name, string? text, bool required = false)
        where TId : struct, IId<TId>
    {
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Faults[name] = ["is missing"];
            return null;
        }
        if (IdText.TryParse<TId>(text, out var id))
            return id;
        Faults[name] = ["must be 1 to 100 letters, digits and - . _ : /"];
        return null;
    }

    public DateOnly? Date(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
        : Fault<DateOnly>(name, "must be a date, such as 2026-11-24");

    public TimeOnly? Time(string name, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : TimeOnly.TryParseExact(
            text,
            "HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var time
        )
            ? time
        : Fault<TimeOnly>(name, "must be a time of day, such as 09:30");

    public int? Number(string name, string? text, int least, int most) =>
        string.IsNullOrEmpty(text) ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number >= least
        && number <= most
            ? number
        : Fault<int>(name, $"must be {least} to {most}");

    private T? Fault<T>(string name, string sentence)
        where T : struct
    {
        Faults[name] = [sentence];
        return null;
    }
}
