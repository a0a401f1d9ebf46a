using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Components;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Plans;

/// <summary>One week's plan: allocate it, see what came out by rule, what found no place and why.</summary>
[ForRoles(Role.Coordinator)]
public sealed class WeekModel(IGrainFactory grains) : PlanPage(grains)
{
    public static readonly ImmutableArray<Choice> Efforts =
    [
        new("10", "10 seconds", "A first look"),
        new("30", "30 seconds", "Usually enough"),
        new("120", "2 minutes", "For a week that is hard to fit"),
    ];

    /// <summary>Sessions that found no place although a hub is open for them, the most urgent first.</summary>
    public ImmutableArray<UnplacedSession> Unplaced =>
        [
            .. (Shown?.Unplaced ?? [])
                .Where(unplaced => !unplaced.IsClosedFor)
                .OrderByDescending(unplaced => unplaced.Priority),
        ];

    public ImmutableArray<(string Reason, int Count)> ClosedFor =>
        [
            .. (Shown?.Unplaced ?? [])
                .Where(unplaced => unplaced.IsClosedFor)
                .GroupBy(unplaced => unplaced.Reasons[0].Sentence)
                .Select(group => (group.Key, group.Count()))
                .OrderBy(line => line.Key, StringComparer.Ordinal),
        ];

    /// <summary>How the score falls now, or fell when the plan was made.</summary>
    public TrailChart? Trail => TrailChart.Of(State.Progress?.Trail ?? Shown?.Trail ?? []);

    public int Pinned => Shown?.Sessions.Count(session => session.IsPinned) ?? 0;

    /// <summary>A soft rule's share of the points, for its bar: 0 to 100.</summary>
    public double ShareOf(RuleScore score) =>
        Shown is { Cost: > 0 } plan ? Math.Clamp(100 * score.Cost / plan.Cost, 0, 100) : 0;

    [BindProperty]
    public string Seconds { get; set; } = "30";

    [BindProperty]
    public int Seed { get; set; } = 1;

    /// <summary>The plan shown beside the best there could be; null while there is none or it is being worked on.</summary>
    public BoundWords? Bound { get; private set; }

    public async Task<IActionResult> OnGet(string week)
    {
        if (!await Load(week))
            return NotFound();
        if (Shown is { } plan && !IsBusy)
            Bound = new BoundWords(plan, await Grains.Plan(Week).Bound());
        return Page();
    }

    /// <summary>For the page's script: how far the run is.</summary>
    public async Task<IActionResult> OnGetProgress(string week) =>
        await Load(week)
            ? new JsonResult(
                new
                {
                    busy = IsBusy,
                    percent = (int)(100 * (State.Progress?.Done ?? 1)),
                    words = State.Progress is { } at
                        ? PlanWords.Of(at)
                        : PlanWords.Of(State.Status),
                    trail = Trail,
                }
            )
            : NotFound();

    public async Task<IActionResult> OnPostRun(string week)
    {
        if (!await Load(week))
            return NotFound();
        if (Efforts.All(effort => effort.Value != Seconds))
            ModelState.AddModelError(nameof(Seconds), "Choose how long to look for a plan");
        if (!ModelState.IsValid || !CommandId.TryParse(Command, out var id))
            return Page();
        var budget = TimeSpan.FromSeconds(
            int.Parse(Seconds, System.Globalization.CultureInfo.InvariantCulture)
        );
        var answer = await Grains
            .Plan(Week)
            .Run(new RunPlan(Info(id, "run"), Seed, Iterations: null, budget));
        return Result(answer, null);
    }

    public async Task<IActionResult> OnPostStop(string week)
    {
        if (!await Load(week))
            return NotFound();
        await Grains.Plan(Week).Stop();
        return RedirectToPage(new { week });
    }

    private IActionResult Result(Answer<PlanReceipt> answer, string? success)
    {
        if (answer.Refusal is { } refusal)
        {
            ModelState.AddModelError("", refusal.Sentence);
            return Page();
        }
        if (success is not null)
            this.Succeeded(success);
        return RedirectToPage(new { week = Week.ToString() });
    }

    private CommandInfo Info(CommandId id, string what) =>
        new(id, $"{what} {Week}", HttpContext.Actor());

    protected override Task<IActionResult> Show()
    {
        LookAgain();
        return Task.FromResult<IActionResult>(Page());
    }
}
