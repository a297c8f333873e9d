import {
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  UseInterceptors,
} from "@nestjs/common";
import { JsonBody, ListParameters } from "../../http/decorators.ts";
import { ItemInterceptor, PageInterceptor } from "../../http/interceptors.ts";
import {
  TaskCreate,
  type TaskListQuery,
  type TaskPatch,
  TaskUpdate,
  type TaskValues,
  taskFilters,
} from "./schema.ts";
import { TaskService } from "./service.ts";

@Controller("/v1/tasks")
export class TaskController {
  constructor(private readonly service: TaskService) {}

  @Get()
  @UseInterceptors(PageInterceptor)
  list(@ListParameters(taskFilters) query: TaskListQuery) {
    return this.service.list(query);
  }

  @Post()
  @UseInterceptors(ItemInterceptor)
  create(@JsonBody(TaskCreate) values: TaskValues) {
    return this.service.create(values);
  }

  @Get(":id")
  @UseInterceptors(ItemInterceptor)
  get(@Param("id") id: string) {
    return this.service.get(id);
  }

  @Patch(":id")
  @UseInterceptors(ItemInterceptor)
  update(
    @Param("id") id: string,
    @JsonBody(TaskUpdate) patch: TaskPatch,
    @Headers("If-Match") ifMatch?: string,
  ) {
    return this.service.update(id, patch, ifMatch);
  }

  @Delete(":id")
  @HttpCode(204)
  delete(@Param("id") id: string, @Headers("If-Match") ifMatch?: string) {
    return this.service.delete(id, ifMatch);
  }
}
