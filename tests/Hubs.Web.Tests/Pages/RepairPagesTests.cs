using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Pages;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Pages;

/// <summary>A coordinator repairs a published week, through pages and API, with everything behind them real.</summary>
public sealed class RepairPagesTests : IAsyncLifetime
{
    private static readonly string Repair = $"/plans/{RealWeek.Week}/repair";
    private static readonly string Api = $"/api/v1/plans/{RealWeek.Week}/repairs";

    private RealWeek week = null!;
    private Browser coordinator = null!;

    public async Task InitializeAsync()
    {
        week = await RealWeek.Open();
        coordinator = new Browser(week.Web, "coordinator");
    }

    public async Task DisposeAsync() => await week.DisposeAsync();

    private static string RoomClosed(Session session) =>
        $"{Repair}?Asked=all&What.Kind=RoomClosed&What.Room={session.Hub}%20{session.Room}&What.From={DayWords.Iso(session.Date)}";

    private static (RoomId, DateOnly) Place(Session session) => (session.Room, session.Date);

    [Fact]
    public async Task RoomClosed_PlansAreShownWithNames_OneIsTaken_Published_AndCanBeUndoneBefore()
    {
        var session = (await week.Published()).Sessions[0];
        await coordinator.Open(RoomClosed(session));
        Assert.Contains(
            "1 session cannot stay where it is",
            coordinator.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("A room is closed: ", coordinator.Text, StringComparison.Ordinal);
        Assert.Contains("Tilbury and Chadwell", coordinator.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(session.Room.Value, coordinator.Text, StringComparison.Ordinal);
        Assert.Contains("Ama Boateng", coordinator.Text, StringComparison.Ordinal);

        await coordinator.Press("Take this plan as the draft");
        Assert.Equal($"/plans/{RealWeek.Week}/publish", coordinator.Path);
        Assert.Contains(
            "No appointment loses its session",
            coordinator.Text,
            StringComparison.Ordinal
        );
        var draft = (await week.Plan.Get()).Draft!;
        Assert.NotEqual(Place(session), Place(draft.Sessions.Single(s => s.Id == session.Id)));

        await coordinator.Open($"/plans/{RealWeek.Week}");
        Assert.Contains(
            "1 session changed, 0 appointments affected",
            coordinator.Text,
            StringComparison.Ordinal
        );
        await coordinator.Press("Undo");
        Assert.Null((await week.Plan.Get()).Draft);
        await coordinator.Press("Do again");

        await coordinator.Open($"/plans/{RealWeek.Week}/publish");
        await coordinator.Press("Publish");
        var published = (await week.When(PlanStatus.Published)).Published!;
        Assert.NotEqual(Place(session), Place(published.Sessions.Single(s => s.Id == session.Id)));
    }

    [Fact]
    public async Task NothingHit_SaysThatTheWeekCanStay_AndOffersNothingToTake()
    {
        await week.Published();
        await coordinator.Open(
            $"{Repair}?Asked=all&What.Kind=RoomClosed&What.Room=corringham%20corringham-bay-1"
        );
        Assert.Contains(
            "The published week can stay as it is",
            coordinator.Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Take this plan", coordinator.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HubClosedAllWeek_NamesEverySessionThatIsLost()
    {
        await week.Published();
        await coordinator.Open($"{Repair}?Asked=all&What.Kind=HubClosed&What.Hub=tilbury");
        Assert.Contains(
            "3 sessions cannot stay where they are",
            coordinator.Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "One way to put it right is best at everything",
            coordinator.Text,
            StringComparison.Ordinal
        );
        Assert.Equal(3, coordinator.Text.Split("Loses its place").Length - 1);
    }

    [Fact]
    public async Task PinnedSession_IsNamed_AndStays()
    {
        var session = (await week.Published()).Sessions[0];
        await coordinator.Open($"/plans/{RealWeek.Week}/sessions/{session.Id}");
        await coordinator.Press("Pin it here");
        await coordinator.Open($"/plans/{RealWeek.Week}/publish");
        await coordinator.Press("Publish");
        await week.When(PlanStatus.Published);

        await coordinator.Open(RoomClosed(session));
        Assert.Contains("is hit, but it is pinned", coordinator.Text, StringComparison.Ordinal);
        Assert.Contains(
            "The published week can stay as it is",
            coordinator.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task NotPublished_SaysSo()
    {
        await coordinator.Open(Repair);
        Assert.Contains(
            "so there is nothing to repair",
            coordinator.Text,
            StringComparison.Ordinal
        );
        await coordinator.Open($"{Repair}?Asked=all&What.Kind=HubClosed&What.Hub=tilbury");
        Assert.Contains(
            "so there is nothing to repair",
            coordinator.Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task WhatIsMissing_IsSaidBesideItsField()
    {
        await week.Published();
        await Says($"{Repair}?Asked=kind", "Choose what happened");
        await Says($"{Repair}?Asked=all&What.Kind=RoomClosed", "Choose a room of the hub");
        await Says(
            $"{Repair}?Asked=all&What.Kind=HubClosed&What.Hub=tilbury&What.FromTime=17:00&What.ToTime=13:00",
            "The end must be after the start"
        );
        await Says(
            $"{Repair}?Asked=all&What.Kind=HubClosed&What.Hub=tilbury&What.FromTime=soon",
            "Enter a time of day"
        );

        async Task Says(string path, string sentence)
        {
            await coordinator.Open(path);
            Assert.Contains(sentence, coordinator.Text, StringComparison.Ordinal);
            Assert.Contains("There is a problem", coordinator.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OfferIsOld_WhenAPlanOfItIsTaken_ItIsRefused_AndANewOneShown()
    {
        var session = (await week.Published()).Sessions[0];
        await coordinator.Open(RoomClosed(session));
        var other = new Browser(week.Web, "coordinator");
        await other.Open($"/plans/{RealWeek.Week}/sessions/{session.Id}");
        await other.Press("Pin it here");

        await coordinator.Press("Take this plan as the draft");
        Assert.Contains(
            "The plan changed since you looked at it",
            coordinator.Text,
            StringComparison.Ordinal
        );
        Assert.Contains("This week has a draft", coordinator.Text, StringComparison.Ordinal);
        await coordinator.Press("Take this plan as the draft");
        Assert.Equal($"/plans/{RealWeek.Week}/publish", coordinator.Path);
    }

    [Fact]
    public async Task Api_OffersPlans_TakesOne_AndRefusesWhatCannotBe()
    {
        using var client = week.Web.As("coordinator");
        var closed = new { disruption = new { kind = "hub-closed", hub = "tilbury" } };
        var refused = await client.PostAsJsonAsync(Api, closed);
        Assert.True(
            refused.StatusCode is HttpStatusCode.Conflict,
            await refused.Content.ReadAsStringAsync()
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await client.PostAsJsonAsync("/api/v1/plans/never/repairs", closed)).StatusCode
        );
        await week.Published();
        var faulty = await client.PostAsJsonAsync(
            Api,
            new { disruption = new { kind = "hub-closed", hub = "nowhere" } }
        );
        Assert.Equal(HttpStatusCode.BadRequest, faulty.StatusCode);
        Assert.Contains(
            "disruption.hub",
            await faulty.Content.ReadAsStringAsync(),
            StringComparison.Ordinal
        );

        var offer = await (
            await client.PostAsJsonAsync(Api, closed)
        ).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(3, offer.GetProperty("mustChange").GetInt32());
        var plan = Assert.Single(offer.GetProperty("plans").EnumerateArray());
        Assert.Equal(3, plan.GetProperty("changes").GetArrayLength());
        var taken = await client.PostAsJsonAsync(
            $"{Api}/take",
            new
            {
                closed.disruption,
                goal = "best-quality",
                version = offer.GetProperty("version").GetInt64(),
            }
        );
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Empty((await week.Plan.Get()).Draft!.Sessions);
    }
}
