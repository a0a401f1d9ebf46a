using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hubs.Contracts;
using Hubs.Model;
using Hubs.Web.Tests.Running;

namespace Hubs.Web.Tests.Api;

public sealed class BookingTests : IDisposable
{
    private const string Address = "/api/v1/appointments";
    private readonly HubsWeb web = new();

    private static object Body =>
        new
        {
            hub = "tilbury",
            date = "2026-11-24",
            session = "s-bloods",
            start = "10:00",
            service = "blood-test",
            resident = new { name = "Rose Larkin", contact = "07700 900123" },
        };

    public BookingTests() => web.Grains.Today.With(SampleDay.BloodTests, SampleDay.Supervision);

    public void Dispose() => web.Dispose();

    [Fact]
    public async Task Booking_FreeSlot_Is201WithIdReferenceAndVersion()
    {
        var response = await web.As("receptionist").PostAsJsonAsync(Address, Body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        var id = answer.GetProperty("id").GetString()!;
        Assert.Equal($"/api/v1/appointments/{id}", response.Headers.Location!.ToString());
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}$", answer.GetProperty("reference").GetString());
        Assert.Equal(2, answer.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Booking_Resident_IsSealedBeforeItReachesTheDiary()
    {
        await web.As("resident").PostAsJsonAsync(Address, Body);
        var command = Assert.IsType<BookAppointment>(Assert.Single(web.Grains.Today.Commands));
        Assert.DoesNotContain(
            "Rose",
            JsonSerializer.Serialize(command, HubsJson.Default.BookAppointment),
            StringComparison.Ordinal
        );
        Assert.Equal(new TimeOnly(10, 0), command.Start);
    }

    [Fact]
    public async Task Booking_LostRace_Is409WithAProblemTypeThatLeadsToAPage()
    {
        var client = web.As("receptionist");
        await client.PostAsJsonAsync(Address, Body);
        var response = await client.PostAsJsonAsync(Address, Body);
        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("/problems/slot-taken", problem.GetProperty("type").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/problems/slot-taken")).StatusCode);
    }

    [Fact]
    public async Task Booking_RepeatedWithTheSameKey_IsTheSameCommand_AndOneAppointmentOfTheFirstResident()
    {
        var client = web.As("receptionist");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "desk-1-42");
        await client.PostAsJsonAsync(Address, Body);
        var response = await client.PostAsJsonAsync(Address, Body);
        Assert.Equal("desk-1-42", response.Headers.GetValues("Idempotency-Key").Single());
        var commands = web.Grains.Today.Commands.Cast<BookAppointment>().ToArray();
        Assert.Equal(commands[0].Info, commands[1].Info);
        var appointment = Assert.Single(web.Grains.Today.State.Appointments.Values);
        Assert.Equal(commands[0].Resident, appointment.Resident);
    }

    [Fact]
    public async Task Booking_OtherBodyUnderTheSameKey_HasAnotherFingerprint()
    {
        var client = web.As("receptionist");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "desk-1-42");
        await client.PostAsJsonAsync(Address, Body);
        await client.PostAsJsonAsync(
            Address,
            new
            {
                hub = "tilbury",
                date = "2026-11-24",
                session = "s-bloods",
                start = "10:10",
                service = "blood-test",
                resident = new { name = "Rose Larkin", contact = "07700 900123" },
            }
        );
        var commands = web.Grains.Today.Commands;
        Assert.Equal(commands[0].Info.Id, commands[1].Info.Id);
        Assert.NotEqual(commands[0].Info.Fingerprint, commands[1].Info.Fingerprint);
    }

    [Fact]
    public async Task Booking_OutcomeUnknownOnce_IsAskedAgainWithTheSameKey()
    {
        var asked = 0;
        web.Grains.Today.Respond = _ => asked++ == 0 ? new NotConfirmedException() : null;
        var response = await web.As("receptionist").PostAsJsonAsync(Address, Body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Single(web.Grains.Today.Commands.Select(command => command.Info.Id).Distinct());
    }

    [Fact]
    public async Task Booking_OutcomeUnknownTwice_Is503WithRetryAfter()
    {
        web.Grains.Today.Respond = _ => new NotConfirmedException();
        var response = await web.As("receptionist").PostAsJsonAsync(Address, Body);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.NotEmpty(response.Headers.GetValues("Idempotency-Key"));
    }

    [Fact]
    public async Task Booking_SeveralBadFields_Is400NamingEach()
    {
        var response = await web.As("receptionist")
            .PostAsJsonAsync(
                Address,
                new
                {
                    hub = "tilbury",
                    date = "24/11/2026",
                    session = "",
                    start = "ten",
                    slots = 1.5,
                    resident = new { name = "Rose" },
                    colour = "red",
                }
            );
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var errors = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(
            "errors"
        );
        Assert.Equal(
            ["colour", "date", "resident.contact", "service", "session", "slots", "start"],
            errors.EnumerateObject().Select(error => error.Name).Order()
        );
        Assert.DoesNotContain("Rose", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tilbur", 404)]
    [InlineData("tilbury", 201)]
    public async Task Booking_HubThatDoesNotExist_Is404(string hub, int status)
    {
        var response = await web.As("receptionist")
            .PostAsJsonAsync(
                Address,
                new
                {
                    hub,
                    date = "2026-11-24",
                    session = "s-bloods",
                    start = "10:00",
                    service = "blood-test",
                    resident = new { name = "Rose", contact = "1" },
                }
            );
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Booking_SlotStartAsTheSearchAnsweredIt_IsUnderstood()
    {
        await web.As("receptionist")
            .PostAsJsonAsync(
                Address,
                new
                {
                    hub = "tilbury",
                    date = "2026-11-24",
                    session = "s-bloods",
                    start = "2026-11-24T10:00:00+00:00",
                    service = "blood-test",
                    resident = new { name = "Rose", contact = "1" },
                }
            );
        Assert.Equal(
            new TimeOnly(10, 0),
            Assert.IsType<BookAppointment>(Assert.Single(web.Grains.Today.Commands)).Start
        );
    }

    [Theory]
    [InlineData("{ not json", "application/json", 400)]
    [InlineData("{}", "text/plain", 415)]
    public async Task Booking_BodyThatIsNotJson_IsRefused(string body, string type, int status)
    {
        var response = await web.As("receptionist")
            .PostAsync(
                new Uri(Address, UriKind.Relative),
                new StringContent(body, System.Text.Encoding.UTF8, type)
            );
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Booking_HugeBody_Is413()
    {
        var response = await web.As("receptionist")
            .PostAsJsonAsync(Address, new { hub = new string('x', 70_000) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("resident", "/api/v1/appointments/tilbury.20261124.k7x2m9/arrive", 403)]
    [InlineData("clinician", "/api/v1/appointments", 403)]
    [InlineData("receptionist", "/api/v1/plans", 403)]
    [InlineData("somebody", "/api/v1/appointments", 401)]
    public async Task Command_FromAnotherRole_IsRefusedAsProblem(
        string role,
        string path,
        int status
    )
    {
        var response = await web.As(role).PostAsJsonAsync(path, new { });
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Empty(web.Grains.Today.Commands);
    }
}
