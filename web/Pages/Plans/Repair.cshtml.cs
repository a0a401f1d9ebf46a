using System.Collections.Immutable;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Demo;
using Microsoft.AspNetCore.Mvc;

namespace Hubs.Web.Pages.Plans;

/// <summary>Say what happened, compare up to three ways to put the week right, take one as the draft.</summary>
[ForRoles(Role.Coordinator)]
public sealed class RepairModel(IGrainFactory grains) : PlanPage(grains)
{
    public RepairOffer? Offer { get; private set; }

    [BindProperty(SupportsGet = true)]
    public DisruptionForm What { get; set; } = new();

    /// <summary>How far the form is: "kind" says what happened, "all" also where and when.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Asked { get; set; }

    [BindProperty]
    public RepairGoal Goal { get; set; }

    /// <summary>What happened, in words.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Sessions of the published week that have to change, or that stay although they are hit.</summary>
    public string Hit =>
        Offer is not { MustChange: > 0 } offer ? "No session has to change because of it"
        : offer.MustChange == 1 ? "1 session cannot stay where it is"
        : $"{offer.MustChange} sessions cannot stay where they are";

    /// <summary>The one plan changes nothing.</summary>
    public bool NothingToDo => Offer is { Plans: [{ Changes.IsEmpty: true }] };

    public static string Words(ImmutableArray<RepairGoal> goals)
    {
        string[] names =
        [
            .. goals.Select(goal =>
                goal switch
                {
                    RepairGoal.FewestAppointments => "fewest appointments affected",
                    RepairGoal.FewestSessions => "fewest sessions changed",
                    _ => "best quality",
                }
            ),
        ];
        var words =
            names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    /// <summary>"3 sessions change, 1 more finds a place".</summary>
    public static string Changes(RepairPlan plan)
    {
        var changed =
            plan.SessionsChanged == 1
                ? "1 session changes"
                : $"{plan.SessionsChanged} sessions change";
        return plan.SessionsAdded switch
        {
            0 => changed,
            1 => $"{changed}, 1 more finds a place",
            var added => $"{changed}, {added} more find a place",
        };
    }

    public async Task<IActionResult> OnGet(string week) =>
        await Load(week) ? await Show() : NotFound();

    public async Task<IActionResult> OnPost(string week)
    {
        if (!await Load(week))
            return NotFound();
        return Read() is { } disruption
            ? await Change(
                week,
                $"repair {Goal}",
                (plan, info, version) =>
                    plan.TakeRepair(new TakeRepair(info, disruption, Goal, version)),
                () => "The week is repaired in a draft. Look at what publishing would change.",
                () => $"/plans/{Week}/publish"
            )
            : await Show();
    }

    protected override async Task<IActionResult> Show()
    {
        LookAgain();
        if (Asked is not null && What.Chosen is null)
            ModelState.AddModelError($"{nameof(What)}.{nameof(What.Kind)}", "Choose what happened");
        if (Asked is "all" && State.Published is not null && Read() is { } disruption)
        {
            Reason = disruption.Reason;
            Offer = await Grains.Plan(Week).Repair(disruption);
            Version = Offer?.Version ?? Version;
        }
        return Page();
    }

    private Disruption? Read() => What.Read(Network, Week, ModelState, nameof(What));
}
