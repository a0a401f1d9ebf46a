using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Api;

public sealed class PlanTests : IDisposable
{
    private const string Path = "/api/v1/plans/2026-W48";
    private const string Bloods = $"{Path}/sessions/s-bloods";
    private const string There = "room=tilbury-treatment&date=2026-11-24&start=10:00";

    private readonly HubsWeb web = new();
    private readonly HttpClient coordinator;
    private readonly FakePlan plan;

    public PlanTests()
    {
        coordinator = web.As("coordinator");
        plan = web.Grains.Plan("2026-W48");
        plan.NextDraft = SamplePlan.Plan;
    }

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Run_IsAcceptedAndMakesADraft()
    {
        var answer = await Post(
            "/api/v1/plans",
            new
            {
                week = "2026-W48",
                seed = 3,
                timeBudget = "PT5S",
            }
        );
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(Path, answer.Headers.Location?.ToString());
        var run = Assert.IsType<RunPlan>(Assert.Single(plan.Commands));
        Assert.Equal((3, TimeSpan.FromSeconds(5)), (run.Seed, run.TimeBudget));

        var state = await Get(Path);
        Assert.Equal("draft", state.GetProperty("status").GetString());
        Assert.Equal(2, state.GetProperty("draft").GetProperty("sessions").GetArrayLength());
        Assert.Equal("run", state.GetProperty("steps")[0].GetProperty("kind").GetString());
    }

    // Starting the web takes longer than asking it, so the lists below are asked of one.
    [Fact]
    public async Task Run_WithAWrongField_NamesIt()
    {
        await NamesIt("""{"week":"2026-W48","timeBudget":"PT1H"}""", "timeBudget");
        await NamesIt("""{"week":"2026-W48","iterations":0}""", "iterations");
        await NamesIt("""{"week":"2026-W99"}""", "week");
        await NamesIt("{}", "week");
    }

    private async Task NamesIt(string body, string field)
    {
        using var content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        var answer = await coordinator.PostAsync("/api/v1/plans", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(
            (await Json(answer)).GetProperty("errors").TryGetProperty(field, out _),
            await answer.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task Run_WhileOneGoesOn_IsRefused_AndStopEndsIt()
    {
        plan.Progress = new PlanProgress("Allocating", 0.5, 1, 3, 900, TimeSpan.FromSeconds(2))
        {
            Trail = SamplePlan.Plan.Trail,
        };
        await Refused(await Post("/api/v1/plans", new { week = "2026-W48" }), "already-running");
        var progress = (await Get(Path)).GetProperty("progress");
        Assert.Equal(3, progress.GetProperty("trail").GetArrayLength());

        Assert.Equal(HttpStatusCode.NoContent, (await Post($"{Path}/stop", new { })).StatusCode);
        Assert.True(plan.IsStopped);
    }

    [Fact]
    public async Task Plan_ByWhoHasItAlready_Is304_UntilItChanges()
    {
        await Run();
        var tag = (await coordinator.GetAsync(Path)).Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await GetUnless(tag)).StatusCode);
        await Post($"{Path}/pins", new { sessions = new[] { "s-bloods" } });
        Assert.Equal(HttpStatusCode.OK, (await GetUnless(tag)).StatusCode);
    }

    [Fact]
    public async Task Publish_OfTheVersionSeen_Publishes_AndOfAnother_IsRefused()
    {
        await Refused(await Post($"{Path}/publish", new { version = 0 }), "no-draft");
        await Run();
        await Refused(await Post($"{Path}/publish", new { version = 9 }), "changed-meanwhile");
        var seen = (await Get($"{Path}/preview")).GetProperty("version").GetInt64();
        var answer = await Post($"{Path}/publish", new { version = seen, acceptedOrphans = 2 });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(2, Assert.IsType<PublishPlan>(plan.Commands[^1]).AcceptedOrphans);
    }

    [Fact]
    public async Task Pins_AreSetAndTakenAway()
    {
        await Run();
        await Post($"{Path}/pins", new { sessions = new[] { "s-bloods" } });
        Assert.True(
            (await plan.Get()).Draft!.Sessions.Single(s => s.IsPinned).Id.Value == "s-bloods"
        );
        await Post($"{Path}/pins", new { sessions = new[] { "s-bloods" }, pinned = false });
        Assert.DoesNotContain((await plan.Get()).Draft!.Sessions, session => session.IsPinned);
    }

    [Fact]
    public async Task Why_OfASession_IsAnswered_AndOfNone_Is404()
    {
        plan.Explain = id =>
            id.Value == "s-bloods"
                ? new SessionReasons
                {
                    Session = id,
                    Name = "Phlebotomy",
                    Sentence = "No other place would score better",
                }
                : null;
        Assert.Equal(
            "No other place would score better",
            (await Get($"{Bloods}/why")).GetProperty("sentence").GetString()
        );
        await Unknown(await coordinator.GetAsync($"{Path}/sessions/nobody/why"));
    }

    [Theory]
    [InlineData("why-not")]
    [InlineData("move")]
    public async Task Verdict_SaysFreeOrWhatStandsInTheWay(string question)
    {
        plan.Judge = SamplePlan.Taken;
        var verdict = await Get($"{Bloods}/{question}?{There}");
        Assert.False(verdict.GetProperty("isFree").GetBoolean());
        Assert.Contains(
            "Supervision",
            verdict.GetProperty("objections")[0].GetProperty("sentence").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "s-supervision",
            verdict.GetProperty("moves")[0].GetProperty("session").GetString()
        );

        plan.Judge = SamplePlan.Free;
        verdict = await Get($"{Bloods}/{question}?{There}&clinicians=nurse-ama");
        Assert.True(verdict.GetProperty("isFree").GetBoolean());
        Assert.Equal(-2.5, verdict.GetProperty("costChange").GetDouble());
    }

    [Fact]
    public async Task Verdict_OfAPlaceHalfNamed_NamesTheField()
    {
        foreach (
            var (question, field) in new[]
            {
                ("why-not?room=tilbury-treatment&date=2026-11-24", "start"),
                ("why-not?room=tilbury-treatment&start=10:00", "date"),
                ("why-not?date=2026-11-24&start=10:00", "room"),
                ("move?room=tilbury-treatment&date=2026-12-24&start=10:00", "date"),
                ("move?room=tilbury-treatment&date=2026-11-24&start=ten", "start"),
            }
        )
        {
            var answer = await coordinator.GetAsync($"{Bloods}/{question}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.True(
                (await Json(answer)).GetProperty("errors").TryGetProperty(field, out _),
                question
            );
        }
    }

    [Fact]
    public async Task Verdict_OfSomethingUnknown_Is404()
    {
        foreach (
            var question in new[]
            {
                "s-bloods/why-not?room=nowhere&date=2026-11-24&start=10:00",
                "s-bloods/move?room=nowhere&date=2026-11-24&start=10:00",
                $"s-bloods/why-not?{There}&clinicians=nobody",
                $"nobody/why-not?{There}",
            }
        )
            await Unknown(await coordinator.GetAsync($"{Path}/sessions/{question}"));
    }

    [Fact]
    public async Task Move_ToAFreePlace_MovesAndPins_AndUndoTakesItBack_AndRedoBringsItAgain()
    {
        await Run();
        plan.Judge = SamplePlan.Free;
        var answer = await Post($"{Bloods}/move", Moving(version: 1));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, (await Json(answer)).GetProperty("version").GetInt64());
        Assert.Equal((true, "tilbury-treatment"), await Blood());

        await Refused(await Post($"{Path}/undo", new { version = 1 }), "changed-meanwhile");
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post($"{Path}/undo", new { version = 2 })).StatusCode
        );
        Assert.Equal((false, "tilbury-bay-1"), await Blood());
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post($"{Path}/redo", new { version = 3 })).StatusCode
        );
        Assert.Equal((true, "tilbury-treatment"), await Blood());
        await Refused(await Post($"{Path}/redo", new { version = 4 }), "nothing-to-redo");
    }

    [Fact]
    public async Task Move_WhereOthersStand_NeedsThemAccepted_AndAForbiddenPlaceIsRefused()
    {
        await Run();
        plan.Judge = SamplePlan.Forbidden;
        await Refused(await Post($"{Bloods}/move", Moving(version: 1)), "place-not-free");
        plan.Judge = SamplePlan.Taken;
        await Refused(await Post($"{Bloods}/move", Moving(version: 1)), "others-in-the-way");
        Assert.Equal(
            HttpStatusCode.OK,
            (await Post($"{Bloods}/move", Moving(version: 1, "s-supervision"))).StatusCode
        );
    }

    [Fact]
    public async Task Move_ToAnotherWeek_IsABadField()
    {
        await Run();
        var answer = await Post(
            $"{Bloods}/move",
            new
            {
                version = 1,
                room = "tilbury-treatment",
                date = "2026-12-24",
                start = "10:00:00",
            }
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Undo_WithNothingDone_IsRefused() =>
        await Refused(await Post($"{Path}/undo", new { version = 0 }), "nothing-to-undo");

    [Fact]
    public async Task Compare_WithThePublishedPlanAndAnEarlierRun_SaysWhatMoved()
    {
        await Unknown(await coordinator.GetAsync($"{Path}/compare"));
        plan.Published(SamplePlan.Other);
        await Run();
        var comparison = await Get($"{Path}/compare");
        var difference = Assert.Single(comparison.GetProperty("differences").EnumerateArray());
        Assert.Equal("s-bloods", difference.GetProperty("session").GetString());
        Assert.Equal(810, comparison.GetProperty("after").GetProperty("cost").GetDouble());
        Assert.Equal(
            10,
            comparison
                .GetProperty("rules")
                .EnumerateArray()
                .Single(rule => rule.GetProperty("rule").GetString() == "spread")
                .GetProperty("change")
                .GetDouble()
        );

        Assert.Empty(
            (await Get($"{Path}/compare?with=2")).GetProperty("differences").EnumerateArray()
        );
        await Unknown(await coordinator.GetAsync($"{Path}/compare?with=99"));
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await coordinator.GetAsync($"{Path}/compare?with=yesterday")).StatusCode
        );
    }

    [Fact]
    public async Task Weights_AreReadAndReplaced_AndAWrongOneIsRefused()
    {
        Assert.Equal(5, (await Get("/api/v1/rules"))[1].GetProperty("weight").GetDouble());
        await Refused(await Put(-1), "weight-out-of-range");
        Assert.Equal(HttpStatusCode.OK, (await Put(7)).StatusCode);
        Assert.Equal(7, web.Grains.Network.Current.Network.Weights[0].Weight);

        Task<HttpResponseMessage> Put(double weight) =>
            coordinator.PutAsJsonAsync(
                "/api/v1/rules/weights",
                new { version = 1, weights = new[] { new { rule = "spread", weight } } }
            );
    }

    [Fact]
    public async Task WeightsOfOneHub_AreKeptThere_WithWhoSetThem()
    {
        Assert.Equal(HttpStatusCode.OK, (await Put("tilbury", "room-fit")).StatusCode);
        await Unknown(await Put("tilbury", "spread"));
        await Unknown(await Put("atlantis", "room-fit"));

        var own = (await Get("/api/v1/rules"))[2].GetProperty("atHubs")[0];
        Assert.Equal("tilbury", own.GetProperty("hub").GetString());
        Assert.Equal(0, own.GetProperty("weight").GetDouble());
        Assert.Equal(
            "coordinator",
            (await Get("/api/v1/rules/changes"))[0]
                .GetProperty("by")
                .GetProperty("role")
                .GetString()
        );

        Task<HttpResponseMessage> Put(string hub, string rule) =>
            coordinator.PutAsJsonAsync(
                $"/api/v1/rules/weights/{hub}",
                new { version = 1, weights = new[] { new { rule, weight = 0 } } }
            );
    }

    [Fact]
    public async Task EveryEndpoint_IsForCoordinators_AndKnowsWhatAWeekIs()
    {
        var receptionist = web.As("receptionist");
        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Get, ""),
                (HttpMethod.Get, "/bound"),
                (HttpMethod.Get, "/preview"),
                (HttpMethod.Get, "/compare"),
                (HttpMethod.Get, "/sessions/s-bloods/why"),
                (HttpMethod.Get, $"/sessions/s-bloods/why-not?{There}"),
                (HttpMethod.Get, $"/sessions/s-bloods/move?{There}"),
                (HttpMethod.Post, "/sessions/s-bloods/move"),
                (HttpMethod.Post, "/undo"),
                (HttpMethod.Post, "/redo"),
                (HttpMethod.Post, "/stop"),
                (HttpMethod.Post, "/publish"),
                (HttpMethod.Post, "/pins"),
            }
        )
        {
            var forbidden = await Send(receptionist, method, $"{Path}{path}");
            Assert.True(forbidden.StatusCode is HttpStatusCode.Forbidden, path);
            await Unknown(await Send(coordinator, method, $"/api/v1/plans/someday{path}"));
        }
    }

    private static async Task<HttpResponseMessage> Send(
        HttpClient client,
        HttpMethod method,
        string path
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (method == HttpMethod.Post)
            request.Content = JsonContent.Create(BodyOf(path));
        return await client.SendAsync(request);
    }

    private static object BodyOf(string path) =>
        path.EndsWith("/move", StringComparison.Ordinal) ? Moving(version: 1)
        : path.EndsWith("/pins", StringComparison.Ordinal) ? new { sessions = new[] { "s-bloods" } }
        : path.EndsWith("/stop", StringComparison.Ordinal) ? new { }
        : new { version = 1 };

    private static object Moving(long version, params string[] others) =>
        new
        {
            version,
            room = "tilbury-treatment",
            date = "2026-11-24",
            start = "10:00:00",
            others,
        };

    private Task<HttpResponseMessage> Run() => Post("/api/v1/plans", new { week = "2026-W48" });

    private async Task<(bool Pinned, string Room)> Blood()
    {
        var session = (await plan.Get()).Draft!.Sessions.Single(s => s.Id == SampleDay.Bloods);
        return (session.IsPinned, session.Room.Value);
    }

    private Task<HttpResponseMessage> Post(string path, object body) =>
        coordinator.PostAsJsonAsync(path, body);

    private async Task<HttpResponseMessage> GetUnless(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        return await coordinator.SendAsync(request);
    }

    private Task<JsonElement> Get(string path) => coordinator.GetFromJsonAsync<JsonElement>(path);

    private static Task<JsonElement> Json(HttpResponseMessage answer) =>
        answer.Content.ReadFromJsonAsync<JsonElement>();

    private static async Task Refused(HttpResponseMessage answer, string code)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal($"/problems/{code}", (await Json(answer)).GetProperty("type").GetString());
    }

    private static async Task Unknown(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }
}
