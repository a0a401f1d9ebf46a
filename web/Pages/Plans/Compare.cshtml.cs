using System.Collections.Immutable;
using System.Globalization;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Hubs.Web.Pages.Plans;

/// <summary>The draft beside the published plan, or beside an earlier draft.</summary>
[ForRoles(Role.Coordinator)]
public sealed class CompareModel(IGrainFactory grains) : PageModel
{
    private const int DifferencesShown = 200;
    private ImmutableDictionary<RoomId, string> rooms = ImmutableDictionary<RoomId, string>.Empty;

    public IsoWeek Week { get; private set; }

    /// <summary>Null when there is nothing to compare (any more).</summary>
    public PlanComparison? Comparison { get; private set; }

    /// <summary>What stands on the left: "Published", "Earlier draft".</summary>
    public string Before { get; private set; } = "Published";

    public string After { get; private set; } = "Draft";

    public PlanState State { get; private set; } = null!;

    public long? Chosen { get; private set; }

    public IEnumerable<SessionDifference> Differences =>
        Comparison!.Differences.Take(DifferencesShown);

    public int NotShown => Math.Max(0, Comparison!.Differences.Length - DifferencesShown);

    public async Task<IActionResult> OnGet(string week, long? with)
    {
        if (!IsoWeek.TryParse(week, out var parsed))
            return NotFound();
        (Week, Chosen) = (parsed, with);
        State = await grains.Plan(Week).Get();
        Comparison = await grains.Plan(Week).Compare(with);
        rooms = (await grains.Network.Get())
            .Network.Hubs.SelectMany(hub => hub.Rooms.Select(room => (hub, room)))
            .ToImmutableDictionary(
                pair => pair.room.Id,
                pair => $"{pair.room.Name}, {pair.hub.Name}"
            );
        if (with is not null)
            Before = "Earlier draft";
        if (State.Draft is null)
            After = "Published";
        return Page();
    }

    public string Words(Session? session) =>
        session is null
            ? "No place"
            : $"{session.Date.ToString("ddd d MMM", CultureInfo.GetCultureInfo("en-GB"))} {DayWords.Of(session.Window)}, {rooms.GetValueOrDefault(session.Room, session.Room.Value)}, {string.Join(" and ", session.ClinicianNames)}";

    /// <summary>"3 more", "2 fewer", "the same".</summary>
    public static string More(int before, int after) =>
        after == before ? "the same"
        : after > before ? $"{after - before} more"
        : $"{before - after} fewer";

    public static string Points(RuleScore? score) =>
        score is null ? "-"
        : score.IsHard ? (score.Count == 0 ? "Kept" : $"Broken {score.Count} times")
        : score.Cost.ToString("N1", CultureInfo.InvariantCulture);

    public static string Better(double change) =>
        Math.Abs(change) < 0.05 ? "The same"
        : change < 0 ? $"{(-change).ToString("N1", CultureInfo.InvariantCulture)} better"
        : $"{change.ToString("N1", CultureInfo.InvariantCulture)} worse";
}
